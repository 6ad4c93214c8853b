// What members who must not see everything get instead: the board and the commits without what the curtain hides from them
// (rule W32). While the curtain is up it costs nothing.
//
// It keeps the board as it was when the curtain came down and all ops since, so that what each person sees can be made at
// any time, by merging what is not hidden from that person. Bound: kVeiledOpsMax, see is_full().
// Not thread-safe: the board's thread.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "server/base/ids.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "server/room/frames.h"
#include "server/workshop/curtain.h"
#include "server/workshop/role.h"
#include "server/workshop/run_of_show.h"

namespace atelier::room {

class Veil {
public:
    // The next ops of the history, up to `position`, merged into `board`; `phase` is the one that is on then.
    // True when members who were here until now miss something that is hidden no more: they must read the board anew.
    bool on_merged(const board::Board& board, const workshop::Phase* phase, const std::vector<board::Op>& ops,
                   OpSeq position);

    bool is_down() const noexcept { return curtain_.is_down(); }
    // Facilitators see everything.
    bool covers(workshop::Role role) const noexcept { return is_down() && role != workshop::Role::Facilitator; }
    // What is newer than this position is all that a veiled member may miss: whoever was veiled before starts from nothing.
    OpSeq lifted() const noexcept { return lifted_; }
    // So much is behind the curtain that participants cannot add to it.
    bool is_full() const noexcept;

    // What `viewer` sees of the whole. Merges all ops since the curtain came down.
    board::Board board_for(ActorId viewer) const;
    // The same board for everybody who has nothing hidden of their own: may be shared.
    bool has_own(ActorId viewer) const { return curtain_.has_own(viewer); }

    // What `viewer` may have of a commit that was merged since the curtain came down, or before.
    struct Part {
        Bytes batch;
        bool is_whole = true;  // then `batch` is empty: the commit's own is meant
    };
    Part part_for(ActorId viewer, const Commit& commit) const;
    // Those for whom a part may differ from everybody else's. With repeats.
    void add_entitled(const Commit& commit, std::vector<ActorId>& actors) const;
    workshop::HiddenCounts counts(ActorId viewer) const { return curtain_.counts(viewer); }

private:
    workshop::Curtain curtain_;
    board::Board base_;             // when the curtain came down
    std::vector<board::Op> since_;  // merged since, in the order of the history
    OpSeq lifted_;
};

}  // namespace atelier::room
