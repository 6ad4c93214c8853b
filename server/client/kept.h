// The newest commits that this client has met, its own and others': should the server be put back to an older day, they
// give it back what it lost (rule W29).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/board/board.h"
#include "server/client/frames.h"

namespace atelier::client {

// A value; not thread-safe. Bounds: kResumeOpsMax commits and kResumeBytesMax, the oldest go first.
class Kept {
public:
    void push(const CommitEntry& commit);
    void clear();
    // In the order in which they came: those with an op that `board` has not, and that a frame can carry.
    std::vector<CommitEntry> missing_from(const board::Board& board) const;
    // True when the ids of `from.actor` from `from` up to `end` are all here, in order.
    bool covers(board::Id from, std::uint32_t end) const;

private:
    std::vector<CommitEntry> commits_;
    std::size_t bytes_ = 0;
};

}  // namespace atelier::client
