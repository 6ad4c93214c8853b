// Leaves of runs, and the B+tree over them that counts visible UTF-16 units. It knows no ids and no text.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/board/text.h"

namespace atelier::board {

// A stretch of ids [first.counter, +length) that stands together and is all visible or all deleted.
// Each character but the first has the one before as left origin; all share the right origin.
struct Run {
    CharId first;
    std::uint32_t length = 0;  // code points
    CharId left;
    CharId right;
    std::uint16_t bytes =
        0;  // visible UTF-8 bytes, in the text of the leaf, which is far shorter than 64 KiB; 0 = deleted
    std::uint16_t units = 0;  // visible UTF-16 units

    bool deleted() const noexcept { return bytes == 0; }
    CharId at(std::uint32_t offset) const noexcept { return {first.actor, first.counter + offset}; }
    CharId last() const noexcept { return at(length - 1); }
    CharId left_of(std::uint32_t offset) const noexcept { return offset == 0 ? left : at(offset - 1); }
    bool holds(CharId id) const noexcept {
        return id.actor == first.actor && id.counter - first.counter < length;  // wraps when smaller
    }
    // True when `next`, standing right behind, has the ids, origins and fate that going on would have given it.
    bool joins(const Run& next) const noexcept {
        return next.first == at(length) && next.left == last() && next.right == right && deleted() == next.deleted();
    }
};

struct Inner;

// What a search touches comes first, within one line of cache.
struct Leaf {
    std::vector<Run> runs;    // never empty, but in the one leaf of an empty text
    Inner* parent = nullptr;  // null while it is the only leaf
    std::uint32_t slot = 0;   // in its parent
    std::uint32_t units = 0;
    std::string text;  // visible bytes of all its runs
    Leaf* previous = nullptr;
    Leaf* next = nullptr;
};

// Owns its inner nodes, not the leaves. Has none while there is one leaf.
class LeafTree {
public:
    LeafTree() = default;
    LeafTree(const LeafTree&) = delete;
    LeafTree& operator=(const LeafTree&) = delete;
    ~LeafTree();

    bool empty() const noexcept { return root_ == nullptr; }
    // REQUIRES: `leaf` is in the tree, or the tree is empty and `leaf` is the only one; `fresh` has no units yet.
    void insert_behind(Leaf* leaf, Leaf* fresh);
    // Unsigned wrap-around makes this a subtraction too.
    static void add_units(Leaf* leaf, std::uint32_t delta) noexcept;

    struct Found {
        Leaf* leaf = nullptr;
        std::size_t units_before = 0;
    };
    // The leaf that holds the unit in front of position `at`. REQUIRES: not empty(), 0 < at <= units of all leaves.
    Found descend(std::size_t at) const noexcept;
    static std::size_t units_before(const Leaf* leaf) noexcept;
    // REQUIRES: two leaves of this tree.
    static bool precedes(const Leaf* a, const Leaf* b) noexcept;

    // Aborts when links or counts are wrong. Returns the number of leaves.
    std::size_t check_invariants() const;

private:
    void insert_child(Inner* parent, std::uint32_t slot, void* child);
    Inner* split(Inner* full);

    Inner* root_ = nullptr;
};

}  // namespace atelier::board
