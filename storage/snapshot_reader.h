// Finds a board's snapshots (FORMAT.md F9).
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>

#include "storage/chain.h"
#include "storage/database.h"
#include "storage/store.h"

namespace atelier::storage {

// The newest at or before `at_most`, unpacked. Fails with Corrupt, naming board and position.
Result<std::optional<Snapshot>> read_snapshot(Database& database, const BoardId& board, OpSeq at_most);

// The same, but one that is damaged is passed over for an older one.
Result<std::optional<Snapshot>> read_keyframe(Database& database, const BoardId& board, OpSeq at_most);

// Where the last two before `position` stand, the newer first; 0 = none, also when they cannot be read.
std::array<OpSeq, 2> two_snapshots_before(Database& database, const BoardId& board, OpSeq position);

// Which record the newest one stands on; the state is not unpacked.
Result<std::optional<Link>> newest_snapshot_link(Database& database, const BoardId& board);

}  // namespace atelier::storage
