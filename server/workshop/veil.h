// What a board is to those who must not see everything: without what the curtain hides from them (rule W32). While the
// curtain is up it costs nothing.
//
// It keeps the board as it was when the curtain came down and all ops since, so that what each person sees can be made at
// any time, by merging what is not hidden from that person. Bound: kVeiledOpsMax, see is_full().
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/base/ids.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "server/workshop/curtain.h"
#include "server/workshop/role.h"
#include "server/workshop/run_of_show.h"

namespace atelier::workshop {

// Not thread-safe: the thread of the board it is about.
class Veil {
public:
    // The next ops of the history, up to `position`, merged into `board`; `phase` is the one that is on then.
    // True when members who were here until now miss something that is hidden no more: they must read the board anew.
    bool on_merged(const board::Board& board, const Phase* phase, const std::vector<board::Op>& ops, OpSeq position);

    bool is_down() const noexcept { return curtain_.is_down(); }
    // Facilitators see everything.
    bool covers(Role role) const noexcept { return is_down() && role != Role::Facilitator; }
    // What is newer than this position is all that a veiled member may miss: whoever was veiled before starts from nothing.
    OpSeq lifted() const noexcept { return lifted_; }
    // So much is behind the curtain that participants cannot add to it.
    bool is_full() const noexcept;

    // What `viewer` sees of the whole. Merges all ops since the curtain came down. REQUIRES: is_down().
    board::Board board_for(ActorId viewer) const;
    // The same board for everybody who has nothing hidden of their own: may be shared.
    bool has_own(ActorId viewer) const { return curtain_.has_own(viewer); }
    // Whether the op, merged since the curtain came down or before, must not reach `viewer`.
    bool hides(const board::Op& op, ActorId viewer) const { return curtain_.hides(op, viewer); }
    // Those for whom what is left of these ops may differ from what is left for everybody else. With repeats.
    void add_entitled(const std::vector<board::Op>& ops, std::vector<ActorId>& actors) const {
        curtain_.add_entitled(ops, actors);
    }
    // Votes cast in this phase are counted when it ends, or when facilitators reveal them.
    bool hides_votes() const noexcept { return curtain_.hides_votes(); }
    HiddenCounts counts(ActorId viewer) const { return curtain_.counts(viewer); }
    std::vector<board::Id> hidden_items() const { return curtain_.hidden_items(); }

private:
    Curtain curtain_;
    board::Board base_;             // when the curtain came down
    std::vector<board::Op> since_;  // merged since, in the order of the history
    OpSeq lifted_;
};

}  // namespace atelier::workshop
