// Which texts of a board may forget the ids of what is deleted (rule M11), and when it is worth it: purging makes everybody
// who types at that moment read the board again.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "server/base/ids.h"
#include "server/base/limits.h"
#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::room {

// Runs of deleted letters in one text; at least a third of its runs must be such.
struct PurgeBounds {
    std::size_t alone = limits::kPurgeRunsAlone;    // enough when nobody is there
    std::size_t shared = limits::kPurgeRunsShared;  // enough when people are
    std::size_t most = limits::kPurgeRunsMax;       // too many, whatever their share and whoever was not told
};

// A value; not thread-safe. Bound: the items of the board.
class Purging {
public:
    // Nothing of what the board has is newer than `position`.
    Purging(const board::Board& board, OpSeq position, PurgeBounds bounds);

    // Ops that the board has merged; the last of them is at `position`.
    void on_merged(const board::Board& board, const std::vector<board::Op>& ops, OpSeq position);
    bool has_candidates() const noexcept { return !shortened_.empty(); }
    // Texts with enough runs of deleted letters, all of them deleted up to `told_to_all`, at most kOpRangesMax. They are
    // then as good as purged.
    std::vector<board::Id> take_due(const board::Board& board, bool is_alone, OpSeq told_to_all);

private:
    struct Shortened {
        OpSeq last;               // deletion, at the latest
        std::size_t deleted = 0;  // runs
        bool is_counted = false;
    };

    PurgeBounds bounds_;
    std::size_t least_;  // runs of a text that may be due
    std::map<board::Id, Shortened> shortened_;
};

}  // namespace atelier::room
