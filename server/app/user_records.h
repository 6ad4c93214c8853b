// Accounts in the catalogue of a server that is not running, or not yet.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "atelier/v1/history.pb.h"
#include "server/accounts/account_book.h"
#include "server/accounts/account_order.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::app {

// In order of their names. Corrupt when one does not parse.
Result<std::vector<v1::User>> read_users(storage::Store& store);

// What an order left to be written. On return it is on disk.
Result<void> write_deed(storage::Store& store, const accounts::Deed& deed, std::int64_t now_ms);

// Before a server starts: ends sessions that were not used for too long, forgets those whose links are past their date anyway.
Result<void> tidy_users(storage::Store& store, std::int64_t now_ms);

}  // namespace atelier::app
