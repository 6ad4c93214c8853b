// SPDX-License-Identifier: MIT
#include "server/board/gaps.h"

#include <algorithm>

namespace atelier::board {

Result<Outcome> apply_over_gap(Board& board, const Op& op) {
    const std::uint32_t next = board.next_counter(op.id.actor);
    if (op.id.counter > next) {
        Op gap;
        gap.id = {op.id.actor, next};
        gap.span = op.id.counter - next;
        gap.lamport = std::min(board.lamport(), op.lamport);
        gap.body = Void{};
        ATELIER_TRY(board.apply(gap));
    }
    return board.apply(op);
}

}  // namespace atelier::board
