// SPDX-License-Identifier: MIT
#include "server/workshop/veil.h"

#include "server/base/limits.h"
#include "server/board/gaps.h"

namespace atelier::workshop {

bool Veil::on_merged(const board::Board& board, const Phase* phase, const std::vector<board::Op>& ops, OpSeq position) {
    using Change = Curtain::Change;
    const bool was_down = curtain_.is_down();
    const Change change = curtain_.on_merged(phase, ops);
    if (change == Change::Lowered) {
        base_ = board.copy();
        static_cast<void>(base_.take_changes());
        since_.clear();
        lifted_ = position;
    } else if (curtain_.is_down()) {
        since_.insert(since_.end(), ops.begin(), ops.end());
    } else if (was_down) {
        base_ = board::Board();
        since_ = {};
    }
    if (change == Change::Revealed) {
        lifted_ = position;
    }
    return change == Change::Revealed;
}

bool Veil::is_full() const noexcept {
    return since_.size() >= limits::kVeiledOpsMax;
}

board::Board Veil::board_for(ActorId viewer) const {
    board::Board board = base_.copy();
    for (const board::Op& op : since_) {
        if (!curtain_.hides(op, viewer)) {
            // Merged before, on a board that had more: what it stands on is not hidden from whom it is not.
            static_cast<void>(board::apply_over_gap(board, op));
        }
    }
    static_cast<void>(board.take_changes());
    return board;
}

}  // namespace atelier::workshop
