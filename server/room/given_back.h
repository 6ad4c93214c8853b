// What clients give back to a server that was put back to an older day (rule W29): ops of anybody that it had committed
// and lost. They were checked when they were new; what is asked here is only where they stand. Synchronous, no wire, no
// disk.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/parking.h"

namespace atelier::room {

// A value; not thread-safe. Bounds: those of one frame, and of parked ops for what waits: who brought more has it still.
class GivenBack {
public:
    // REQUIRES: the batch is one that this server committed. Malformed when it cannot be read.
    Result<void> add(BytesView batch);
    // Ops that the board has got otherwise: what waited for them may follow.
    void on_merged(ActorId actor, const board::Board& board);

    struct Taken {
        std::vector<board::Op> ops;  // empty: there is nothing more
        std::vector<ActorId> newcomers;
    };
    // Merges the next ops into `board`, as many as one record of the log may hold. Those that it has are passed over, those
    // that need what is still missing wait, those that find no room any more become Voids.
    Taken next(board::Board& board);

private:
    void take(board::Op op, board::Board& board, Taken& taken);

    std::deque<board::Op> queue_;
    board::Parking waiting_;
};

}  // namespace atelier::room
