// Laws of the merge core as plain functions of a seed, without a test framework and without exceptions, so that the same
// laws are checked natively and in the browser's build.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace atelier::testing {

// What a run of a law really did; a test that did nothing proves nothing.
struct BoardLawWork {
    std::size_t ops = 0;
    std::size_t parked = 0;
    std::size_t duplicates = 0;
    std::size_t lost_races = 0;  // registers written by two replicas that did not know of each other
    std::size_t reloads = 0;
    std::size_t purges = 0;  // barriers that every replica passed at the same point
    std::size_t purged = 0;  // runs that the first replica had less of behind them
};

enum class BoardLawFault : std::uint8_t {
    None,
    LostOp,       // one replica never gets one of the ops: the law must notice
    UnevenPurge,  // one replica is given no barrier: the law must notice
};

// Three to five replicas change one board at random while deaf to each other for stretches; every replica gets every op,
// in an order of its own that respects nothing, 5 % of them twice. Now and then, when all have everything, all purge texts
// (rule M11). In the end all boards have equal state and hash,
// nothing is parked, and a board saved in mid-run and loaded again went on like the others.
bool board_law_converges(std::uint64_t seed, std::string& why, BoardLawWork& work,
                         BoardLawFault fault = BoardLawFault::None);

// Ops that went through bytes are the ops they were, and merge to the same hash.
bool board_law_codec_round_trips(std::uint64_t seed, std::string& why);

}  // namespace atelier::testing
