// Ops that came before something they need: kept, bounded, until it comes (MERGE.md rule M3).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "server/board/ids.h"
#include "server/board/op.h"

namespace atelier::board {

// A value; not thread-safe. Bounds: kParkedOpsMax, kParkedBytesMax.
class Parking {
public:
    // Keeps `op` until `missing` has been merged. False when full: nothing is kept then.
    [[nodiscard]] bool park(Id missing, const Op& op);
    // Takes out every op that waited for an id of `actor` below `next`.
    std::vector<Op> release(ActorId actor, std::uint32_t next);

    std::size_t size() const noexcept { return waiting_.size(); }

private:
    std::multimap<Id, Op> waiting_;  // the missing id -> who waits for it
    std::size_t bytes_ = 0;
};

}  // namespace atelier::board
