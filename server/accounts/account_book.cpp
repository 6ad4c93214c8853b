// SPDX-License-Identifier: MIT
#include "server/accounts/account_book.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/accounts/session.h"
#include "server/accounts/user_name.h"
#include "server/base/limits.h"
#include "server/workshop/role.h"

namespace atelier::accounts {
namespace {

// Takes out the sessions that `is_over` says.
template <class IsOver>
std::vector<EndedLink> take_out(v1::User& user, IsOver is_over) {
    std::vector<EndedLink> ended;
    v1::User kept = user;
    kept.clear_sessions();
    for (v1::Session& session : *user.mutable_sessions()) {
        if (is_over(std::as_const(session))) {
            ended.push_back({session_link(session.hash()), session_end_at_most_ms(session)});
        } else {
            *kept.add_sessions() = std::move(session);
        }
    }
    user = std::move(kept);
    return ended;
}

}  // namespace

std::pair<std::string, Bytes> entry_of(const EndedLink& link, std::int64_t now_ms) {
    v1::Link record;
    record.set_id(link.id);
    record.set_role(static_cast<std::uint32_t>(workshop::Role::Facilitator));
    record.set_expires_ms(link.until_ms);
    record.set_revoked_ms(now_ms);
    return {"link/" + to_hex(link.id), record.SerializeAsString()};
}

std::int64_t last_used_ms(const v1::User& user) {
    std::int64_t last = std::max(user.made_ms(), user.used_ms());
    for (const v1::Session& session : user.sessions()) {
        last = std::max(last, session.seen_ms());
    }
    return last;
}

bool is_dormant(const v1::User& user, std::int64_t now_ms) {
    return now_ms - last_used_ms(user) >= std::chrono::milliseconds(kAccountUnusedMax).count();
}

std::vector<EndedLink> end_sessions(v1::User& user) {
    return take_out(user, [](const v1::Session&) { return true; });
}

std::vector<EndedLink> end_lapsed_sessions(v1::User& user, std::int64_t now_ms) {
    return take_out(user, [&](const v1::Session& session) { return session_end_ms(session) <= now_ms; });
}

AccountBook::AccountBook(std::vector<v1::User> users) {
    for (v1::User& user : users) {
        for (const v1::Session& session : user.sessions()) {
            user_of_.insert_or_assign(session.hash(), user.name());
        }
        const std::string name = user.name();
        users_.insert_or_assign(name, std::move(user));
    }
}

const v1::User* AccountBook::find(std::string_view name) const {
    const auto found = users_.find(name);
    return found == users_.end() ? nullptr : &found->second;
}

v1::Session* AccountBook::session_of(BytesView hash) {
    const auto owner = user_of_.find(hash);
    if (owner == user_of_.end()) {
        return nullptr;
    }
    auto* sessions = users_.at(owner->second).mutable_sessions();
    const auto found =
        std::find_if(sessions->begin(), sessions->end(), [&](const v1::Session& one) { return one.hash() == hash; });
    return found == sessions->end() ? nullptr : &*found;
}

std::optional<AccountBook::Holder> AccountBook::find_holder(BytesView hash, std::int64_t now_ms) const {
    const auto owner = user_of_.find(hash);
    if (owner == user_of_.end()) {
        return std::nullopt;
    }
    for (const v1::Session& session : users_.at(owner->second).sessions()) {
        if (session.hash() == hash && session_end_ms(session) > now_ms) {
            return Holder{owner->second, session};
        }
    }
    return std::nullopt;
}

Change AccountBook::open_session(const std::string& name, Bytes hash, std::int64_t now_ms) {
    v1::User& user = users_.at(name);
    std::vector<EndedLink> ended;
    if (static_cast<std::size_t>(user.sessions_size()) >= limits::kSessionsOfUserMax) {
        const auto& sessions = user.sessions();
        const auto stalest = std::min_element(sessions.begin(), sessions.end(),
                                              [](const auto& a, const auto& b) { return a.seen_ms() < b.seen_ms(); });
        const Bytes stale = stalest->hash();
        user_of_.erase(stale);
        ended = take_out(user, [&](const v1::Session& session) { return session.hash() == stale; });
    }
    v1::Session* made = user.add_sessions();
    made->set_hash(hash);
    made->set_made_ms(now_ms);
    made->set_seen_ms(now_ms);
    user.set_used_ms(now_ms);
    user_of_.insert_or_assign(std::move(hash), name);
    return {user, std::move(ended)};
}

std::optional<Change> AccountBook::end_session(BytesView hash) {
    const auto owner = user_of_.find(hash);
    if (owner == user_of_.end()) {
        return std::nullopt;
    }
    v1::User& user = users_.at(owner->second);
    user_of_.erase(owner);
    std::vector<EndedLink> ended = take_out(user, [&](const v1::Session& session) { return session.hash() == hash; });
    return Change{user, std::move(ended)};
}

Change AccountBook::end_all(const std::string& name) {
    v1::User& user = users_.at(name);
    std::erase_if(user_of_, [&](const auto& entry) { return entry.second == name; });
    std::vector<EndedLink> ended = end_sessions(user);
    return {user, std::move(ended)};
}

std::optional<Change> AccountBook::note_use(BytesView hash, std::int64_t now_ms) {
    v1::Session* session = session_of(hash);
    const std::int64_t every = std::chrono::milliseconds(limits::kSessionSeenEvery).count();
    if (session == nullptr || now_ms - session->seen_ms() < every) {
        return std::nullopt;
    }
    session->set_seen_ms(now_ms);
    v1::User& user = users_.at(user_of_.find(hash)->second);
    user.set_used_ms(now_ms);
    return Change{user, {}};
}

std::vector<Change> AccountBook::end_lapsed(std::int64_t now_ms) {
    std::vector<Change> changes;
    for (auto& [name, user] : users_) {
        std::vector<EndedLink> ended = end_lapsed_sessions(user, now_ms);
        if (!ended.empty()) {
            changes.push_back({user, std::move(ended)});
        }
    }
    if (!changes.empty()) {
        std::erase_if(user_of_, [&](const auto& entry) { return !find_holder(entry.first, now_ms); });
    }
    return changes;
}

Change AccountBook::set_hash(const std::string& name, std::string password_hash) {
    v1::User& user = users_.at(name);
    user.set_password_hash(std::move(password_hash));
    return {user, {}};
}

Change AccountBook::add(v1::User user) {
    v1::User& made = users_[user.name()];
    made = std::move(user);
    return {made, {}};
}

Change AccountBook::renew_password(const std::string& name, std::string password_hash, std::int64_t now_ms) {
    v1::User& user = users_.at(name);
    user.set_password_hash(std::move(password_hash));
    user.set_used_ms(now_ms);
    return {user, {}};
}

std::vector<EndedLink> AccountBook::remove(const std::string& name) {
    Change last = end_all(name);
    users_.erase(name);
    return std::move(last.ended);
}

std::vector<v1::User> AccountBook::list() const {
    std::vector<v1::User> users;
    for (const auto& [name, user] : users_) {
        users.push_back(user);
    }
    return users;
}

}  // namespace atelier::accounts
