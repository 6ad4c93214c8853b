// A board as it was at a moment of its history, from the store alone. Blocking: never on a thread that serves people.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "storage/store.h"

namespace atelier::history {

// From the nearest keyframe that can be read, and the log behind it. NotFound when no record ends at `position` (0 is the
// empty board); Corrupt when the log cannot be followed; whatever the store fails with otherwise.
Result<board::Board> board_at(storage::Store& store, const BoardId& board, OpSeq position);

// As its log ends now. Fails as board_at().
Result<board::Board> board_now(storage::Store& store, const BoardId& board);

}  // namespace atelier::history
