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
    if (count_ >= limits::kParkedOpsMax || bytes_ + cost > limits::kParkedBytesMax) {
        return false;
    }
    waiting_[missing.actor].emplace(missing.counter, op);
    ++count_;
    bytes_ += cost;
    return true;
}

std::vector<Op> Parking::release(ActorId actor, std::uint32_t next) {
    std::vector<Op> released;
    const auto of_actor = waiting_.find(actor);
    if (of_actor == waiting_.end()) {
        return released;
    }
    auto& by_counter = of_actor->second;
    const auto end = by_counter.lower_bound(next);
    for (auto it = by_counter.begin(); it != end; ++it) {
        bytes_ -= cost_of(it->second);
        --count_;
        released.push_back(std::move(it->second));
    }
    by_counter.erase(by_counter.begin(), end);
    if (by_counter.empty()) {
        waiting_.erase(of_actor);
    }
    return released;
}

}  // namespace atelier::board
