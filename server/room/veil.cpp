// SPDX-License-Identifier: MIT
#include "server/room/veil.h"

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/board/gaps.h"

namespace atelier::room {
namespace {

// Ops that were checked and merged before.
std::vector<board::Op> ops_of(const Commit& commit) {
    Result<std::vector<board::Op>> ops = board::decode_batch(commit.batch);
    return ops ? *std::move(ops) : std::vector<board::Op>();
}

}  // namespace

bool Veil::on_merged(const board::Board& board, const workshop::Phase* phase, const std::vector<board::Op>& ops,
                     OpSeq position) {
    using Change = workshop::Curtain::Change;
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

Veil::Part Veil::part_for(ActorId viewer, const Commit& commit) const {
    std::vector<board::Op> ops = ops_of(commit);
    const std::size_t before = ops.size();
    std::erase_if(ops, [&](const board::Op& op) { return curtain_.hides(op, viewer); });
    return ops.size() == before ? Part{} : Part{board::encode_batch(ops), false};
}

void Veil::add_entitled(const Commit& commit, std::vector<ActorId>& actors) const {
    curtain_.add_entitled(ops_of(commit), actors);
}

}  // namespace atelier::room
