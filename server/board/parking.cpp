// SPDX-License-Identifier: MIT
#include "server/board/parking.h"

#include <utility>

#include "server/base/limits.h"
#include "server/board/op_references.h"

namespace atelier::board {
namespace {

std::size_t cost_of(const Op& op) {
    return sizeof(Op) + heap_bytes(op.body);
}

}  // namespace

bool Parking::park(Id missing, const Op& op) {
    const std::size_t cost = cost_of(op);
    if (waiting_.size() >= limits::kParkedOpsMax || bytes_ + cost > limits::kParkedBytesMax) {
        return false;
    }
    waiting_.emplace(missing, op);
    bytes_ += cost;
    return true;
}

std::vector<Op> Parking::release(ActorId actor, std::uint32_t next) {
    std::vector<Op> released;
    const auto end = waiting_.lower_bound({actor, next});
    for (auto it = waiting_.lower_bound({actor, 0}); it != end;) {
        bytes_ -= cost_of(it->second);
        released.push_back(std::move(it->second));
        it = waiting_.erase(it);
    }
    return released;
}

}  // namespace atelier::board
