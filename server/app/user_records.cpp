// SPDX-License-Identifier: MIT
#include "server/app/user_records.h"

#include <utility>

#include "server/accounts/user_name.h"
#include "server/http/account_entries.h"

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

Result<void> write_deed(storage::Store& store, const accounts::Deed& deed, std::int64_t now_ms) {
    return store.change_entries(http::account_entries(deed, now_ms));
}

Result<void> tidy_users(storage::Store& store, std::int64_t now_ms) {
    ATELIER_TRY_ASSIGN(std::vector<v1::User> users, read_users(store));
    std::vector<accounts::Change> lapsed;
    for (v1::User& user : users) {
        std::vector<accounts::EndedLink> ended = accounts::end_lapsed_sessions(user, now_ms);
        if (!ended.empty()) {
            lapsed.push_back({std::move(user), std::move(ended)});
        }
    }
    storage::Store::EntryChanges changes = http::account_entries(lapsed, now_ms);
    ATELIER_TRY_ASSIGN(const auto links, store.list_entries("link/"));
    for (const storage::Store::Entry& entry : links) {
        v1::Link link;
        // Those of sessions stand on no board's page.
        if (link.ParseFromString(entry.value) && link.made_on().empty() && link.expires_ms() <= now_ms) {
            changes.erased.push_back(entry.key);
        }
    }
    return store.change_entries(changes);
}

}  // namespace atelier::app
