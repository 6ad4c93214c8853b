// The end of a board's history, in memory: what is not on disk yet, and enough behind it that whoever was away for a
// moment gets the tail they miss without a read from disk (rule W18).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "server/base/ids.h"
#include "server/room/frames.h"

namespace atelier::room {

// A value; not thread-safe. Holds the longest suffix within kResumeOpsMax and kResumeBytesMax, and all that trim() was
// told to keep. References to commits stay valid until trimmed.
class RecentCommits {
public:
    // REQUIRES: `commit` follows the last one.
    void push(Commit commit);
    // Drops what is over the bounds, never anything after `kept`.
    void trim(OpSeq kept);

    // The commits after `position`, none when it is the end; nullopt when they are not all here, are over the bounds of
    // a tail, or when no commit starts there.
    std::optional<std::vector<const Commit*>> since(OpSeq position, OpSeq end) const;
    // The mark of the history that ends at `position`; nullopt when that is not known here, or no commit ends there.
    std::optional<std::uint64_t> mark_at(OpSeq position) const;
    const std::deque<Commit>& all() const noexcept { return commits_; }
    // REQUIRES: a commit starts there.
    const Commit& starting_at(OpSeq first) const;

private:
    std::deque<Commit>::const_iterator find(OpSeq first) const;

    std::deque<Commit> commits_;
    OpSeq trimmed_;  // end of what was dropped, and its mark
    std::uint64_t trimmed_mark_ = 0;
    std::uint64_t ops_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace atelier::room
