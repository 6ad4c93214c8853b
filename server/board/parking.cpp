// SPDX-License-Identifier: MIT
#include "server/board/parking.h"

#include <utility>

#include "server/base/limits.h"

namespace atelier::board {
namespace {

// What an op costs while parked: near enough for a bound.
std::size_t cost_of(const Op& op) {
    std::size_t heap = 0;
    if (const auto* add = std::get_if<AddItem>(&op.body)) {
        heap = add->text.size() + add->organisation.size() + add->placement.order.size() +
               add->derivation.sources.size() * sizeof(Id);
    } else if (const auto* insert = std::get_if<InsertText>(&op.body)) {
        heap = insert->text.size();
    } else if (const auto* erase = std::get_if<DeleteText>(&op.body)) {
        heap = erase->ranges.size() * sizeof(IdRange);
    } else if (const auto* unlink = std::get_if<RemoveLink>(&op.body)) {
        heap = unlink->tags.size() * sizeof(Id);
    } else if (const auto* leave = std::get_if<LeaveThread>(&op.body)) {
        heap = leave->tags.size() * sizeof(Id);
    }
    return sizeof(Op) + heap;
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
