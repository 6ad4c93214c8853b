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

const RunIndex::Range* RunIndex::at_or_behind(CharId id) const {
    if (hit_.block < blocks_.size() && hit_.range < blocks_[hit_.block].ranges.size()) {
        const Range& last = range(hit_);
        if (last.actor == id.actor && last.first <= id.counter && id.counter < last.end) {
            return &last;
        }
    }
    const Position at = seek(id);
    if (!valid(at) || range(at).actor != id.actor) {
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
    for (std::size_t count = blocks_.size(); count > 1;) {
        const std::size_t half = count / 2;
        const Block& middle = blocks_[block + half];
        block += key(middle.actor, middle.first) <= wanted ? half : 0;
        count -= half;
    }
    const std::vector<Range>& ranges = blocks_[block].ranges;
    std::size_t range = 0;
    for (std::size_t count = ranges.size(); count > 0;) {
        const std::size_t half = (count + 1) / 2;
        const Range& middle = ranges[range + half - 1];
        range += key(middle.actor, middle.end) <= wanted ? half : 0;
        count -= half;
    }
    return normal({block, range});
}

// One past the end of a block is the start of the next.
RunIndex::Position RunIndex::normal(Position at) const noexcept {
    if (at.block < blocks_.size() && at.range >= blocks_[at.block].ranges.size()) {
        return {at.block + 1, 0};
    }
    return at;
}

void RunIndex::refresh(std::size_t block) noexcept {
    blocks_[block].actor = blocks_[block].ranges.front().actor;
    blocks_[block].first = blocks_[block].ranges.front().first;
}

RunIndex::Position RunIndex::insert(Position at, const Range& added) {
    if (blocks_.empty()) {
        blocks_.push_back({added.actor, added.first, {added}});
        return {};
    }
    if (at.range == 0 && at.block > 0) {  // the end of a block takes it as well as the start of the next, at less cost
        at = {at.block - 1, blocks_[at.block - 1].ranges.size()};
    }
    if (blocks_[at.block].ranges.size() >= kBlockRanges) {
        auto& full = blocks_[at.block].ranges;
        // Ids mostly grow, so a block that overflows at its end stays full.
        const std::size_t keep = at.range == full.size() ? full.size() - 1 : full.size() / 2;
        Block upper;
        upper.ranges.reserve(kBlockRanges);
        upper.ranges.assign(full.begin() + steps(keep), full.end());
        full.resize(keep);
        blocks_.insert(blocks_.begin() + steps(at.block) + 1, std::move(upper));
        refresh(at.block + 1);
        if (at.range > keep) {
            at = {at.block + 1, at.range - keep};
        }
    }
    auto& ranges = blocks_[at.block].ranges;
    ranges.insert(ranges.begin() + steps(at.range), added);
    refresh(at.block);
    return at;
}

RunIndex::Position RunIndex::erase(Position at) {
    auto& ranges = blocks_[at.block].ranges;
    ranges.erase(ranges.begin() + steps(at.range));
    if (ranges.empty()) {
        blocks_.erase(blocks_.begin() + steps(at.block));
        return {at.block, 0};
    }
    refresh(at.block);
    return normal(at);
}

// Takes [first, end) out of the ranges from `at` on; returns where a range for it belongs.
RunIndex::Position RunIndex::cut(Position at, std::uint32_t first, std::uint32_t end) {
    const std::uint32_t actor = range(at).actor;
    if (range(at).first < first) {
        const Range old = range(at);
        range(at).end = first;
        const Position behind = {at.block, at.range + 1};
        if (old.end > end) {
            return insert(behind, {actor, end, old.end, old.leaf});
        }
        at = normal(behind);
    }
    while (valid(at) && range(at).actor == actor && range(at).end <= end) {
        at = erase(at);
    }
    if (valid(at) && range(at).actor == actor && range(at).first < end) {
        range(at).first = end;
        refresh(at.block);
    }
    return at;
}

// The range that one starting at `id` may prolong, or the first one behind: that of the id before.
RunIndex::Position RunIndex::position_of_previous(CharId id) const {
    const std::uint32_t before = id.counter - 1;
    if (hit_.block < blocks_.size() && hit_.range < blocks_[hit_.block].ranges.size()) {
        const Range& last = range(hit_);
        if (last.actor == id.actor && last.first <= before && before < last.end) {
            return hit_;
        }
    }
    return seek({id.actor, before});
}

void RunIndex::assign(CharId first, std::uint32_t span, Leaf* leaf) {
    const std::uint32_t end = first.counter + span;
    Position at = position_of_previous(first);
    if (valid(at)) {
        Range& before = range(at);
        if (before.actor == first.actor && before.first < first.counter && before.leaf == leaf) {
            if (before.end >= end) {
                return;
            }
            if (before.end >= first.counter) {
                const Position next = normal({at.block, at.range + 1});
                if (valid(next) && range(next).actor == first.actor && range(next).first < end) {
                    cut(next, before.end, end);
                }
                range(at).end = end;
                hit_ = at;
                return;
            }
        }
        if (before.actor == first.actor && before.end == first.counter) {
            at = normal({at.block, at.range + 1});
        }
    }
    if (valid(at) && range(at).actor == first.actor && range(at).first < end) {
        at = cut(at, first.counter, end);
    }
    hit_ = insert(valid(at) ? at : Position{blocks_.size(), 0}, {first.actor, first.counter, end, leaf});
}

std::size_t RunIndex::size() const noexcept {
    std::size_t total = 0;
    for (const Block& block : blocks_) {
        total += block.ranges.size();
    }
    return total;
}

}  // namespace atelier::board
