// Laws of merging, splitting and rewording cards (MERGE.md rule M10), as plain functions of a seed: see board_laws.h.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace atelier::testing {

struct DerivationLawWork {
    std::size_t derived = 0;   // cards made from others
    std::size_t undone = 0;    // of which removed at some time
    std::size_t restored = 0;  // and put back
    std::size_t hidden = 0;    // originals not in a column at the end, and found behind a card that is
    std::size_t joint = 0;     // tallies that count more than one card
    std::size_t twice = 0;     // voters with ballots on two cards of one tally
};

enum class DerivationLawFault : std::uint8_t {
    None,
    LoseSource,  // the reader forgets to follow one kind of derivation: the law must notice
};

// Several people merge, split, reword, remove, restore and vote, deaf to each other for stretches. In the end all boards
// are equal; every card that nobody removed is in a column, or behind one by following sources, with its text unchanged;
// and every tally is what counting by hand gives, no voter twice.
bool derivation_law_holds(std::uint64_t seed, std::string& why, DerivationLawWork& work,
                          DerivationLawFault fault = DerivationLawFault::None);

}  // namespace atelier::testing
