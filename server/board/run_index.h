// Where a character lives: a sorted map from ranges of ids to leaves of the run tree. It exists only for texts of more
// than one leaf; a short text is searched directly.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/board/text.h"

namespace atelier::board {

struct Leaf;

// Ranges are disjoint, sorted by (actor, first) and cut into blocks of one actor each, so that an insertion in the middle
// moves one block at most. Neighbouring ranges of one leaf are joined, so that typing costs no entry. Not thread-safe,
// reads included (it remembers the last hit).
class RunIndex {
public:
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t end = 0;  // one past the last counter
        Leaf* leaf = nullptr;
    };

    bool empty() const noexcept { return blocks_.empty(); }
    // The leaf of that character; nullptr when the id is unknown.
    Leaf* find(CharId id) const;
    // The range that holds `id`, or else the first one behind it of the same actor; nullptr when there is none.
    // Valid until the next assign().
    const Range* at_or_behind(CharId id) const;
    // From now on [first.counter, first.counter + span) lives in `leaf`, wherever it was before.
    // REQUIRES: first.counter > 0, span > 0.
    void assign(CharId first, std::uint32_t span, Leaf* leaf);
    // Number of ranges; for tests and memory accounts.
    std::size_t size() const noexcept;

private:
    // Never empty.
    using Block = std::vector<Range>;
    struct Position {
        std::size_t block = 0;
        std::size_t range = 0;
    };

    // The first range that ends behind `id`.
    Position seek(CharId id) const;
    Position position_of_previous(CharId id) const;
    bool is_of(std::size_t block, std::uint32_t actor) const noexcept {
        return block < blocks_.size() && static_cast<std::uint32_t>(keys_[block] >> 32U) == actor;
    }
    const Range& range(Position at) const noexcept { return blocks_[at.block][at.range]; }
    Range& range(Position at) noexcept { return blocks_[at.block][at.range]; }
    // The range of the last hit, when that holds the character; else nullptr.
    const Range* hit(CharId id) const noexcept;
    Position normal(Position at) const noexcept;
    void refresh(std::size_t block) noexcept;
    void add_block(std::size_t at, std::uint32_t actor, Block ranges);
    Position split(Position at);
    Position insert(Position at, std::uint32_t actor, const Range& added);
    Position erase(Position at);
    Position cut(Position at, std::uint32_t actor, std::uint32_t first, std::uint32_t end);

    std::vector<Block> blocks_;
    // Actor and first counter of each block: the search over blocks touches nothing else.
    std::vector<std::uint64_t> keys_;
    mutable Position hit_;
};

}  // namespace atelier::board
