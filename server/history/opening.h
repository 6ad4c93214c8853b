// The boards with which the stretches of a history begin, kept packed as they are sent: whoever looks back gets a copy, and nothing is
// read, made or packed for it (docs/replay.md). Without ballots, which are nobody's to look back at.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/history/keyframe.h"
#include "storage/store.h"

namespace atelier::history {

// REQUIRES: a stretch ends at `position`, and `board` is what the log says there. One that is too large beside its stretch of log
// is not kept. Fails as Store::put_opening(). Only on the thread of all who look back, or where nobody does (erasure.h).
Result<void> keep_opening(storage::Store& store, const BoardId& id, OpSeq position, const board::Board& board);

// Nothing where none was kept, or it cannot be read: then it is made from the log. Blocking.
std::optional<PackedBoard> find_opening(storage::Store& store, const BoardId& board, OpSeq position);

}  // namespace atelier::history
