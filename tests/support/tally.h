// What the ballots of poll 0 come to for one item, counted by the rule that says which ones count (M10).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>

#include "server/board/board.h"

namespace atelier::testing {

struct Tally {
    std::int32_t in_favour = 0;
    std::int32_t against = 0;
    std::int32_t pass = 0;
    friend constexpr bool operator==(const Tally&, const Tally&) = default;

    void count(const board::Ballot& ballot) noexcept {
        if (!ballot.withdrawn) {
            ++(ballot.value > 0 ? in_favour : ballot.value < 0 ? against : pass);
        }
    }
};

inline Tally tally_of(const board::Board& board, board::Id slot) {
    std::set<VoterId> voters;
    if (board.find(slot) != nullptr) {
        board.for_each_ballot(slot, [&](const board::BallotEntry& entry) { voters.insert(entry.voted.voter); });
    }
    Tally tally;
    for (const VoterId voter : voters) {
        if (const board::Ballot* ballot = board.standing_ballot(voter, 0, slot)) {
            tally.count(*ballot);
        }
    }
    return tally;
}

}  // namespace atelier::testing
