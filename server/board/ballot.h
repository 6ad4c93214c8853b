// Votes on one item in poll 0, counted as they come. Derived from the ballots; not in the state hash.
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

struct Tally {
    std::int32_t in_favour = 0;
    std::int32_t against = 0;
    std::int32_t pass = 0;
    friend constexpr bool operator==(const Tally&, const Tally&) = default;

    // Adds a ballot `times` times (-1 takes it out again). A withdrawn one counts nowhere.
    void count(const Ballot& ballot, std::int32_t times) noexcept {
        if (ballot.withdrawn) {
            return;
        }
        (ballot.value > 0 ? in_favour : ballot.value < 0 ? against : pass) += times;
    }
};

}  // namespace atelier::board
