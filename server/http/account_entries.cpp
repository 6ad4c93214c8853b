// SPDX-License-Identifier: MIT
#include "server/http/account_entries.h"

#include "server/accounts/user_name.h"

namespace atelier::http {
namespace {

using EntryChanges = storage::Store::EntryChanges;

void add_ended(const std::vector<accounts::EndedLink>& ended, std::int64_t now_ms, EntryChanges& to) {
    for (const accounts::EndedLink& link : ended) {
        auto [key, value] = accounts::entry_of(link, now_ms);
        to.put.push_back({std::move(key), std::move(value)});
    }
}

}  // namespace

EntryChanges account_entries(const std::vector<accounts::Change>& changes, std::int64_t now_ms) {
    EntryChanges entries;
    for (const accounts::Change& change : changes) {
        entries.put.push_back({accounts::user_key(change.user.name()), change.user.SerializeAsString()});
        add_ended(change.ended, now_ms, entries);
    }
    return entries;
}

EntryChanges account_entries(const accounts::Deed& deed, std::int64_t now_ms) {
    EntryChanges entries = account_entries(deed.changes, now_ms);
    add_ended(deed.ended, now_ms, entries);
    if (!deed.erased.empty()) {
        entries.erased.push_back(accounts::user_key(deed.erased));
    }
    return entries;
}

}  // namespace atelier::http
