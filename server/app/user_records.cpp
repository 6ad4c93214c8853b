// SPDX-License-Identifier: MIT
#include "server/app/user_records.h"

#include <utility>

#include "server/accounts/user_name.h"

namespace atelier::app {

Result<std::vector<v1::User>> read_users(storage::Store& store) {
    ATELIER_TRY_ASSIGN(const auto entries, store.list_entries(accounts::kUserPrefix));
    std::vector<v1::User> users;
    for (const storage::Store::Entry& entry : entries) {
        v1::User user;
        if (!user.ParseFromString(entry.value)) {
            return Error(ErrorCode::Corrupt, "catalogue entry " + entry.key + " does not parse");
        }
        users.push_back(std::move(user));
    }
    return users;
}

Result<void> write_change(storage::Store& store, const accounts::Change& change, std::int64_t now_ms) {
    const auto entries = accounts::entries_of(change, now_ms);
    for (const auto& [key, value] : entries) {
        ATELIER_TRY(store.put_entry(key, value));
    }
    return {};
}

Result<void> write_deed(storage::Store& store, const accounts::Deed& deed, std::int64_t now_ms) {
    for (const accounts::Change& change : deed.changes) {
        ATELIER_TRY(write_change(store, change, now_ms));
    }
    for (const accounts::EndedLink& link : deed.ended) {
        const auto [key, value] = accounts::entry_of(link, now_ms);
        ATELIER_TRY(store.put_entry(key, value));
    }
    return deed.erased.empty() ? Result<void>() : store.erase_entry(accounts::user_key(deed.erased));
}

Result<void> tidy_users(storage::Store& store, std::int64_t now_ms) {
    ATELIER_TRY_ASSIGN(std::vector<v1::User> users, read_users(store));
    for (v1::User& user : users) {
        std::vector<accounts::EndedLink> ended = accounts::end_lapsed_sessions(user, now_ms);
        if (!ended.empty()) {
            ATELIER_TRY(write_change(store, {std::move(user), std::move(ended)}, now_ms));
        }
    }
    ATELIER_TRY_ASSIGN(const auto links, store.list_entries("link/"));
    for (const storage::Store::Entry& entry : links) {
        v1::Link link;
        // Those of sessions stand on no board's page.
        if (link.ParseFromString(entry.value) && link.made_on().empty() && link.expires_ms() <= now_ms) {
            ATELIER_TRY(store.erase_entry(entry.key));
        }
    }
    return {};
}

}  // namespace atelier::app
