// SPDX-License-Identifier: MIT
#include "server/board/actor_table.h"

namespace atelier::board {
namespace {

// An actor of whom nothing has been merged adds nothing: it may be known here and unknown elsewhere.
std::uint64_t entry_hash(ActorId actor, std::uint32_t next) {
    return next == 1 ? 0 : IdHash::mix({actor, next});
}

}  // namespace

std::optional<std::uint32_t> ActorTable::find(ActorId actor) const {
    const std::uint32_t index = entries_.position_of(actor);
    return index == PositionTable::kNone ? std::nullopt : std::optional(index);
}

std::uint32_t ActorTable::intern(ActorId actor) {
    const std::uint32_t index = entries_.position_of(actor);
    if (index != PositionTable::kNone) {
        return index;
    }
    entries_.add({actor, 1});
    return size() - 1;
}

void ActorTable::advance(std::uint32_t index, std::uint32_t next) {
    Entry& entry = entries_[index];
    hash_ -= entry_hash(entry.actor, entry.next);
    entry.next = next;
    hash_ += entry_hash(entry.actor, entry.next);
}

}  // namespace atelier::board
