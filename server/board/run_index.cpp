// SPDX-License-Identifier: MIT
#include "server/board/run_index.h"

#include <iterator>
#include <utility>

namespace atelier::board {
namespace {

constexpr std::size_t kBlockRanges = 64;

std::ptrdiff_t steps(std::size_t n) {
    return static_cast<std::ptrdiff_t>(n);
}

// One comparison instead of two: the searches are most of what writing at random places costs.
std::uint64_t key(std::uint32_t actor, std::uint32_t counter) {
    return std::uint64_t{actor} << 32U | counter;
}

}  // namespace

Leaf* RunIndex::find(CharId id) const {
    const Range* hit = at_or_behind(id);
    return hit != nullptr && hit->first <= id.counter ? hit->leaf : nullptr;
}

const RunIndex::Range* RunIndex::hit(CharId id) const noexcept {
    if (!is_of(hit_.block, id.actor) || hit_.range >= blocks_[hit_.block].size()) {
        return nullptr;
    }
    const Range& last = range(hit_);
    return last.first <= id.counter && id.counter < last.end ? &last : nullptr;
}

const RunIndex::Range* RunIndex::at_or_behind(CharId id) const {
    if (const Range* last = hit(id)) {
        return last;
    }
    const Position at = seek(id);
    if (!is_of(at.block, id.actor)) {
        return nullptr;
    }
    hit_ = at;
    return &range(at);
}

RunIndex::Position RunIndex::seek(CharId id) const {
    if (blocks_.empty()) {
        return {};
    }
    const std::uint64_t wanted = key(id.actor, id.counter);
    // The last block that starts at or before `id`, or the first one; then the first range that ends behind it.
    std::size_t block = 0;
    for (std::size_t count = keys_.size(); count > 1;) {
        const std::size_t half = count / 2;
        block += keys_[block + half] <= wanted ? half : 0;
        count -= half;
    }
    const Block& ranges = blocks_[block];
    if (!is_of(block, id.actor)) {
        return normal({block, keys_[block] < wanted ? ranges.size() : 0});
    }
    std::size_t range = 0;
    for (std::size_t count = ranges.size(); count > 0;) {
        const std::size_t half = (count + 1) / 2;
        range += ranges[range + half - 1].end <= id.counter ? half : 0;
        count -= half;
    }
    return normal({block, range});
}

// One past the end of a block is the start of the next.
RunIndex::Position RunIndex::normal(Position at) const noexcept {
    if (at.block < blocks_.size() && at.range >= blocks_[at.block].size()) {
        return {at.block + 1, 0};
    }
    return at;
}

void RunIndex::refresh(std::size_t block) noexcept {
    keys_[block] = key(static_cast<std::uint32_t>(keys_[block] >> 32U), blocks_[block].front().first);
}

void RunIndex::add_block(std::size_t at, std::uint32_t actor, Block ranges) {
    keys_.insert(keys_.begin() + steps(at), key(actor, ranges.front().first));
    blocks_.insert(blocks_.begin() + steps(at), std::move(ranges));
}

// Makes room in a full block; returns where `at` is then.
RunIndex::Position RunIndex::split(Position at) {
    Block& full = blocks_[at.block];
    // Ids mostly grow, so a block that overflows at its end stays full.
    const std::size_t keep = at.range == full.size() ? full.size() - 1 : full.size() / 2;
    Block upper;
    upper.reserve(kBlockRanges);
    upper.assign(full.begin() + steps(keep), full.end());
    full.resize(keep);
    add_block(at.block + 1, static_cast<std::uint32_t>(keys_[at.block] >> 32U), std::move(upper));
    return at.range > keep ? Position{at.block + 1, at.range - keep} : at;
}

RunIndex::Position RunIndex::insert(Position at, std::uint32_t actor, const Range& added) {
    if (at.range == 0 && at.block > 0 && is_of(at.block - 1, actor)) {
        at = {at.block - 1, blocks_[at.block - 1].size()};  // as well as the start of the next, at less cost
    } else if (!is_of(at.block, actor)) {
        add_block(at.block, actor, {added});
        return {at.block, 0};
    }
    if (blocks_[at.block].size() >= kBlockRanges) {
        at = split(at);
    }
    Block& ranges = blocks_[at.block];
    ranges.insert(ranges.begin() + steps(at.range), added);
    refresh(at.block);
    return at;
}

RunIndex::Position RunIndex::erase(Position at) {
    Block& ranges = blocks_[at.block];
    ranges.erase(ranges.begin() + steps(at.range));
    if (ranges.empty()) {
        blocks_.erase(blocks_.begin() + steps(at.block));
        keys_.erase(keys_.begin() + steps(at.block));
        return {at.block, 0};
    }
    refresh(at.block);
    return normal(at);
}

// Takes [first, end) of that actor out of the ranges from `at` on; returns where a range for it belongs.
RunIndex::Position RunIndex::cut(Position at, std::uint32_t actor, std::uint32_t first, std::uint32_t end) {
    if (range(at).first < first) {
        const Range old = range(at);
        range(at).end = first;
        const Position behind = {at.block, at.range + 1};
        if (old.end > end) {
            return insert(behind, actor, {end, old.end, old.leaf});
        }
        at = normal(behind);
    }
    while (is_of(at.block, actor) && range(at).end <= end) {
        at = erase(at);
    }
    if (is_of(at.block, actor) && range(at).first < end) {
        range(at).first = end;
        refresh(at.block);
    }
    return at;
}

// The range that one starting at `id` may prolong, or the first one behind: that of the id before.
RunIndex::Position RunIndex::position_of_previous(CharId id) const {
    const CharId before{id.actor, id.counter - 1};
    return hit(before) != nullptr ? hit_ : seek(before);
}

void RunIndex::assign(CharId first, std::uint32_t span, Leaf* leaf) {
    const std::uint32_t end = first.counter + span;
    Position at = position_of_previous(first);
    if (is_of(at.block, first.actor)) {
        Range& before = range(at);
        if (before.first < first.counter && before.leaf == leaf) {
            if (before.end >= end) {
                return;
            }
            if (before.end >= first.counter) {
                const Position next = normal({at.block, at.range + 1});
                if (is_of(next.block, first.actor) && range(next).first < end) {
                    cut(next, first.actor, before.end, end);
                }
                range(at).end = end;
                hit_ = at;
                return;
            }
        }
        if (before.end == first.counter) {
            at = normal({at.block, at.range + 1});
        }
    }
    if (is_of(at.block, first.actor) && range(at).first < end) {
        at = cut(at, first.actor, first.counter, end);
    }
    hit_ = insert(at, first.actor, {first.counter, end, leaf});
}

std::size_t RunIndex::size() const noexcept {
    std::size_t total = 0;
    for (const Block& block : blocks_) {
        total += block.size();
    }
    return total;
}

}  // namespace atelier::board
