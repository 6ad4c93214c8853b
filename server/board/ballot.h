// What a voter says of one item. What is between 0 and a positive value means is the poll's to say (workshop/votes.h).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace atelier::board {

struct Ballot {
    std::int32_t value = 0;
    bool withdrawn = false;
    std::uint8_t group = 0;
    friend constexpr bool operator==(const Ballot&, const Ballot&) = default;
};

}  // namespace atelier::board
