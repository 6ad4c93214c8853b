// The sequence under a text: runs of characters in document order, in a B+tree that counts visible UTF-16 units, with an
// index from ids to places. It knows how to find, cut and put; which place merging picks is decided in text.cpp.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/board/leaf_tree.h"
#include "server/board/run_index.h"
#include "server/board/text.h"

namespace atelier::board {

// A character: runs[run], `offset` characters in. `leaf` is null for "none" or "behind the end".
struct Spot {
    Leaf* leaf = nullptr;
    std::uint32_t run = 0;
    std::uint32_t offset = 0;
    friend bool operator==(const Spot&, const Spot&) = default;
};

// Between two characters: behind the first `offset` characters of a run; offset 0 only in front of the whole text.
struct Gap {
    Leaf* leaf = nullptr;
    std::uint32_t run = 0;
    std::uint32_t offset = 0;
};

// Not thread-safe, reads included: it remembers where the last edits were. A Spot or Gap holds until the next change.
class RunTree {
public:
    RunTree();
    RunTree(const RunTree&) = delete;
    RunTree& operator=(const RunTree&) = delete;
    ~RunTree();

    std::size_t units() const noexcept { return units_; }
    std::size_t run_count() const noexcept { return run_count_; }
    const Leaf* head() const noexcept { return head_; }

    // The place of a character, leaf null when unknown.
    Spot find(CharId id) const;
    // `id`, or the next known character of the same actor with a higher counter; leaf null when there is none.
    Spot find_from(CharId id) const;
    const Run& run(Spot at) const noexcept { return at.leaf->runs[at.run]; }
    CharId id(Spot at) const noexcept { return run(at).at(at.offset); }

    Gap front() const noexcept { return {head_, 0, 0}; }
    Gap back() const noexcept;
    static Gap behind(Spot at) noexcept { return {at.leaf, at.run, at.offset + 1}; }
    Gap before(Spot at) const noexcept;
    Spot after(Gap gap) const noexcept;      // leaf null at the end of the text
    CharId left_of(Gap gap) const noexcept;  // null at the start
    static Spot next_run(Spot at) noexcept;  // first character of the run behind

    // Behind the visible character that ends at UTF-16 position `at`, or before the pair that `at` would cut.
    // `units_before`: visible units in front of the gap.
    Gap seek(std::size_t at, std::size_t& units_before) const;
    // The visible character that holds UTF-16 unit `at`, and where it starts. REQUIRES: at < units().
    Spot visible_at(std::size_t at, std::size_t& starts) const;
    std::size_t units_before(Spot at) const;
    // Characters from `at` to the end of its visible run, but no more than it takes to reach `units`; adds to `position`
    // the units they have.
    std::uint32_t count_units(Spot at, std::size_t units, std::size_t& position) const;
    static bool precedes(Spot a, Spot b) noexcept;

    // Puts a run into the gap. `text` is empty when the run is deleted. `run.bytes` and `run.units` are set here.
    // Returns the gap behind it.
    // REQUIRES: its ids are unknown.
    Gap insert(Gap gap, Run run, std::string_view text);
    // Deletes up to `count` characters from `at` on, not beyond its run; returns how many were passed (at least one).
    std::uint32_t erase(Spot at, std::uint32_t count, bool& changed);

    void check_invariants() const;

private:
    static bool has_room(Gap gap, const Run& run, std::string_view text) noexcept;
    Gap insert_piece(Gap gap, const Run& run, std::string_view text);
    Gap make_room(Gap gap, std::size_t bytes);
    Gap split_leaf(Gap cut, Gap kept);
    Leaf* add_leaf_behind(Leaf* leaf);
    void take_text(Spot at, std::uint32_t count);
    void split_run(Gap cut);
    void join_around(Leaf* leaf, std::uint32_t run);
    void add_units(Leaf* leaf, std::uint32_t delta) noexcept;
    void remember(Leaf* leaf, std::uint32_t run) const noexcept;
    void check_leaf(const Leaf& leaf) const;

    Leaf* head_;
    Leaf* tail_;
    LeafTree above_;  // empty while one leaf is enough
    std::size_t units_ = 0;
    std::size_t run_count_ = 0;
    RunIndex index_;  // empty while one leaf is enough
    // Where the last find or change was; only a hint, verified before use (leaves live as long as the tree).
    mutable Leaf* hint_leaf_;
    mutable std::uint32_t hint_run_ = 0;
    // Units in front of one leaf; null when not known. Dropped when units change in any other leaf.
    mutable Leaf* known_leaf_ = nullptr;
    mutable std::size_t known_units_ = 0;
};

}  // namespace atelier::board
