// What a change to accounts leaves in the catalogue: `user/<name>`, and `link/<id>` for what sessions that ended had given.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "server/accounts/account_book.h"
#include "server/accounts/account_order.h"
#include "storage/store.h"

namespace atelier::http {

storage::Store::EntryChanges account_entries(const std::vector<accounts::Change>& changes, std::int64_t now_ms);
storage::Store::EntryChanges account_entries(const accounts::Deed& deed, std::int64_t now_ms);

}  // namespace atelier::http
