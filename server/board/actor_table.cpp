// SPDX-License-Identifier: MIT
#include "server/board/actor_table.h"

#include "server/board/hash.h"

namespace atelier::board {
namespace {

// An actor of whom nothing has been merged adds nothing: it may be known here and unknown elsewhere.
std::uint64_t entry_hash(ActorId actor, std::uint32_t next) {
    return next == 1 ? 0 : IdHash::mix({actor, next});
}

}  // namespace

std::optional<std::uint32_t> ActorTable::find(ActorId actor) const {
    const auto it = index_.find(actor);
    if (it == index_.end()) {
        return std::nullopt;
    }
    return it->second;
}

std::uint32_t ActorTable::intern(ActorId actor) {
    const auto [it, added] = index_.try_emplace(actor, size());
    if (added) {
        entries_.push_back({actor, 1});
    }
    return it->second;
}

void ActorTable::advance(std::uint32_t index, std::uint32_t next) {
    Entry& entry = entries_[index];
    hash_ -= entry_hash(entry.actor, entry.next);
    entry.next = next;
    hash_ += entry_hash(entry.actor, entry.next);
}

}  // namespace atelier::board
