// A board from the store: newest snapshot and the log behind it. Blocking: never on a thread that serves people.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/room/devices.h"
#include "server/room/recent_commits.h"
#include "server/workshop/veil.h"
#include "storage/store.h"

namespace atelier::room {

struct LoadedBoard {
    board::Board board;
    OpSeq position;                 // ops merged
    storage::Chain chain{};         // of the log up to there
    OpSeq snapshot_position;        // of the newest snapshot; 0 = none
    std::int64_t last_time_ms = 0;  // server time of the newest record; 0 = none
    RecentCommits recent;
    Devices devices;
    workshop::Veil veil;  // of the history up to `position`
    OpSeq raised;         // authorship was taken away there last, as far back as `recent` goes; 0 = not there
};

// Corrupt when anything does not fit: the hash chain, a snapshot's hash, an op whose predecessor is missing. Whatever the
// store fails with otherwise. Never a part of a board.
Result<LoadedBoard> load_board(storage::Store& store, const BoardId& board);

}  // namespace atelier::room
