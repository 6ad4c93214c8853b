// Ids and stamps inside a board. See MERGE.md, rules M1 and M2.
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "server/base/ids.h"

namespace atelier::board {

// The counter-th id an actor made on this board: names an item, a link tag or one character.
struct Id {
    ActorId actor;
    std::uint32_t counter = 0;  // from 1; 0 only in the null id

    constexpr bool is_null() const noexcept { return counter == 0; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

// The null id: "no parent", "the border of the text", "the board itself".
inline constexpr Id kNullId{};

// [first.counter, first.counter + span) of one actor.
struct IdRange {
    Id first;
    std::uint32_t span = 1;
    friend constexpr bool operator==(const IdRange&, const IdRange&) = default;
};

// Logical time of a write. Total order: lamport, then actor; no two ops share a stamp (rule M2).
struct Stamp {
    std::uint64_t lamport = 0;
    ActorId actor;
    friend constexpr auto operator<=>(const Stamp&, const Stamp&) = default;
};

}  // namespace atelier::board
