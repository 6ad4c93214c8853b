// Finds a board's snapshots (FORMAT.md F9).
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "storage/chain.h"
#include "storage/database.h"
#include "storage/store.h"

namespace atelier::storage {

// The newest at or before `at_most`, unpacked. Fails with Corrupt, naming board and position.
Result<std::optional<Snapshot>> read_snapshot(Database& database, const BoardId& board, OpSeq at_most);

// Which record the newest one stands on; the state is not unpacked.
Result<std::optional<Link>> newest_snapshot_link(Database& database, const BoardId& board);

}  // namespace atelier::storage
