// A board read back from the store, for commands that have the directory alone: as rooms load it, or op by op.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "storage/store.h"

namespace atelier::app {

struct StoredBoard {
    board::Board state;
    OpSeq position;                 // ops merged into it
    std::int64_t last_time_ms = 0;  // of the log's last record; 0 when the log is empty
};

// As a room loads it (room/load.h), with the same errors.
Result<StoredBoard> load_stored_board(storage::Store& store, const BoardId& board);
// The same from the first op on, without snapshots: the slow way that everything else must agree with.
Result<StoredBoard> replay_stored_board(storage::Store& store, const BoardId& board);

}  // namespace atelier::app
