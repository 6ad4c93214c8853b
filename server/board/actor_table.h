// The actors a board has met, as small indexes, and how much of each has been merged (a version vector).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "server/base/ids.h"
#include "server/board/hash.h"
#include "server/board/keyed_list.h"

namespace atelier::board {

// A value; not thread-safe. Indexes are local to one replica: they never leave it and never enter a hash.
class ActorTable {
public:
    std::optional<std::uint32_t> find(ActorId actor) const;
    // Index of the actor, added when new.
    std::uint32_t intern(ActorId actor);
    ActorId at(std::uint32_t index) const { return entries_[index].actor; }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(entries_.size()); }

    // First id of the actor not yet merged.
    std::uint32_t next_counter(std::uint32_t index) const { return entries_[index].next; }
    void advance(std::uint32_t index, std::uint32_t next);

    // Sum over actors of a hash of (actor, next): the version vector's part of the state hash.
    std::uint64_t hash() const noexcept { return hash_; }

private:
    struct Entry {
        ActorId actor;
        std::uint32_t next = 1;
        ActorId key() const noexcept { return actor; }
    };
    struct ActorHash {
        std::uint64_t operator()(ActorId actor) const noexcept { return IdHash::mix({actor, 0}); }
    };

    KeyedList<Entry, ActorHash> entries_;
    std::uint64_t hash_ = 0;
};

}  // namespace atelier::board
