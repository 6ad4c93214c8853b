// Laws of undo, as plain functions of a seed: see board_laws.h.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace atelier::testing {

struct UndoLawWork {
    std::size_t gestures = 0;
    std::size_t undone = 0;  // groups taken back
    std::size_t redone = 0;
    std::size_t walks = 0;      // times several groups were taken back and put forth with nobody else there
    std::size_t contested = 0;  // undone when others had changed the same board since
};

// Three people change one board at random, and undo and redo among it, hearing each other now and then. No undo or redo
// changes a value, removes a character, link or vote that another person wrote last; and in the end all boards are equal.
bool undo_law_leaves_others_alone(std::uint64_t seed, std::string& why, UndoLawWork& work);

enum class UndoLawFault : std::uint8_t {
    None,
    OthersWrite,  // somebody is there after all: the second law must notice
};

// With nobody else there, taking back some groups gives, step by step, the contents there were, and putting them forth
// again gives those again; any number of times.
bool undo_law_walks_back_and_forth(std::uint64_t seed, std::string& why, UndoLawWork& work,
                                   UndoLawFault fault = UndoLawFault::None);

}  // namespace atelier::testing
