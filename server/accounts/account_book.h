// All accounts of an instance and their sessions, in memory. Every change gives what is to be written of it; who changes the book
// writes it, in that order.
//
// Not thread-safe. Bounds: kUsersMax accounts, kSessionsOfUserMax sessions of each. Times are of the wall clock, in milliseconds.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "atelier/v1/history.pb.h"
#include "server/base/bytes.h"

namespace atelier::accounts {

// Links that must open nothing any more: they have this id, and would have worked until then.
struct EndedLink {
    std::uint64_t id = 0;
    std::int64_t until_ms = 0;
};

// What a change leaves to be written.
struct Change {
    v1::User user;
    std::vector<EndedLink> ended;
};

// The entry of the catalogue, key and value, that says of it that it is taken back.
std::pair<std::string, Bytes> entry_of(const EndedLink& link, std::int64_t now_ms);

// An account that nobody has used for so long lets nobody in until an operator gives it a new password.
inline constexpr std::chrono::hours kAccountUnusedMax{365 * 24};

// When it was used last, as far as is known: its making, if nothing else.
std::int64_t last_used_ms(const v1::User& user);
bool is_dormant(const v1::User& user, std::int64_t now_ms);

// Ends every session of that account.
std::vector<EndedLink> end_sessions(v1::User& user);
// Ends those that were unused for too long, or are too old.
std::vector<EndedLink> end_lapsed_sessions(v1::User& user, std::int64_t now_ms);

class AccountBook {
public:
    explicit AccountBook(std::vector<v1::User> users);

    // Null when there is none. Valid until the book changes.
    const v1::User* find(std::string_view name) const;

    // Who holds a session that is good now.
    struct Holder {
        std::string user;
        v1::Session session;
    };
    std::optional<Holder> find_holder(BytesView hash, std::int64_t now_ms) const;

    // A new session; the one unused for longest ends when there would be too many. REQUIRES: find(name).
    Change open_session(const std::string& name, Bytes hash, std::int64_t now_ms);
    // Nothing when it is none.
    std::optional<Change> end_session(BytesView hash);
    // All of an account. REQUIRES: find(name).
    Change end_all(const std::string& name);
    // It was used; nothing when that was noted lately.
    std::optional<Change> note_use(BytesView hash, std::int64_t now_ms);
    // Of every account; what changed.
    std::vector<Change> end_lapsed(std::int64_t now_ms);
    // REQUIRES: find(name).
    Change set_hash(const std::string& name, std::string password_hash);

    // --- what an operator does ---
    // REQUIRES: not find(user.name()).
    Change add(v1::User user);
    // A password that an operator gives: the account counts as used then. REQUIRES: find(name).
    Change renew_password(const std::string& name, std::string password_hash, std::int64_t now_ms);
    // What its sessions gave. REQUIRES: find(name).
    std::vector<EndedLink> remove(const std::string& name);
    // In order of their names.
    std::vector<v1::User> list() const;
    std::size_t size() const noexcept { return users_.size(); }

private:
    v1::Session* session_of(BytesView hash);

    std::map<std::string, v1::User, std::less<>> users_;
    std::map<Bytes, std::string, std::less<>> user_of_;  // by hash of the session
};

}  // namespace atelier::accounts
