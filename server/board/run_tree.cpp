// Finding in the run tree, and the check of it; run_tree_change.cpp has what changes it.
// SPDX-License-Identifier: MIT
#include "server/board/run_tree.h"

#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "server/base/utf8.h"
#include "server/board/run_extent.h"

namespace atelier::board {
namespace {

Spot spot_in(Leaf* leaf, CharId id, std::uint32_t hint) {
    const std::vector<Run>& runs = leaf->runs;
    if (hint < runs.size() && runs[hint].holds(id)) {
        return {leaf, hint, id.counter - runs[hint].first.counter};
    }
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        if (runs[i].holds(id)) {
            return {leaf, i, id.counter - runs[i].first.counter};
        }
    }
    return {};
}

}  // namespace

RunTree::RunTree() : head_(new Leaf), tail_(head_), hint_leaf_(head_) {}

RunTree::~RunTree() {
    for (Leaf* leaf = head_; leaf != nullptr;) {
        delete std::exchange(leaf, leaf->next);
    }
}

Spot RunTree::find(CharId id) const {
    const Run* hint = hint_run_ < hint_leaf_->runs.size() ? &hint_leaf_->runs[hint_run_] : nullptr;
    if (hint != nullptr && hint->holds(id)) {
        return {hint_leaf_, hint_run_, id.counter - hint->first.counter};
    }
    Leaf* leaf = above_.empty() ? head_ : index_.find(id);
    if (leaf == nullptr) {
        return {};
    }
    const Spot found = spot_in(leaf, id, leaf == hint_leaf_ && hint_run_ > 0 ? hint_run_ - 1 : 0);
    if (found.leaf != nullptr) {
        remember(found.leaf, found.run);
    }
    return found;
}

Spot RunTree::find_from(CharId id) const {
    if (const Spot found = find(id); found.leaf != nullptr) {
        return found;
    }
    if (!above_.empty()) {
        const RunIndex::Range* range = index_.at_or_behind(id);
        return range == nullptr ? Spot{} : find({id.actor, range->first});
    }
    Spot best;
    for (std::uint32_t i = 0; i < head_->runs.size(); ++i) {
        const Run& r = head_->runs[i];
        if (r.first.actor == id.actor && r.first.counter > id.counter &&
            (best.leaf == nullptr || r.first.counter < run(best).first.counter)) {
            best = {head_, i, 0};
        }
    }
    return best;
}

Gap RunTree::back() const noexcept {
    if (tail_->runs.empty()) {
        return front();
    }
    return {tail_, u32(tail_->runs.size() - 1), tail_->runs.back().length};
}

Gap RunTree::before(Spot at) const noexcept {
    if (at.offset > 0) {
        return {at.leaf, at.run, at.offset};
    }
    if (at.run > 0) {
        return {at.leaf, at.run - 1, at.leaf->runs[at.run - 1].length};
    }
    Leaf* previous = at.leaf->previous;
    return previous == nullptr ? front() : Gap{previous, u32(previous->runs.size() - 1), previous->runs.back().length};
}

Spot RunTree::after(Gap gap) const noexcept {
    const Spot inside{gap.leaf, gap.run, gap.offset};
    if (gap.run < gap.leaf->runs.size() && gap.offset < gap.leaf->runs[gap.run].length) {
        return inside;
    }
    return next_run(inside);
}

CharId RunTree::left_of(Gap gap) const noexcept {
    return gap.offset == 0 ? CharId{} : gap.leaf->runs[gap.run].at(gap.offset - 1);
}

Spot RunTree::next_run(Spot at) noexcept {
    if (at.run + 1 < at.leaf->runs.size()) {
        return {at.leaf, at.run + 1, 0};
    }
    return {at.leaf->next, 0, 0};
}

Gap RunTree::seek(std::size_t at, std::size_t& units_before) const {
    at = std::min(at, units_);
    if (at == 0) {
        units_before = 0;
        return front();
    }
    if (known_leaf_ == nullptr || at <= known_units_ || at > known_units_ + known_leaf_->units) {
        const LeafTree::Found found = above_.empty() ? LeafTree::Found{head_, 0} : above_.descend(at);
        known_leaf_ = found.leaf;
        known_units_ = found.units_before;
        // The walk below would wait for one line of a cold leaf after the other.
        for (const Run& ahead : known_leaf_->runs) {
            __builtin_prefetch(&ahead);
        }
    }
    Leaf* leaf = known_leaf_;
    std::uint32_t rest = u32(at - known_units_);
    std::uint32_t i = 0;
    while (rest > leaf->runs[i].units) {
        rest -= leaf->runs[i++].units;
    }
    remember(leaf, i);
    const Run& r = leaf->runs[i];
    if (r.units == r.length) {
        units_before = at;
        return {leaf, i, rest};
    }
    const Extent fitting = measure_units(run_text(*leaf, i), rest);
    if (fitting.units < rest) {
        return seek(at - 1, units_before);
    }
    units_before = at;
    return {leaf, i, fitting.length};
}

Spot RunTree::visible_at(std::size_t at, std::size_t& starts) const {
    std::size_t ends = 0;
    Gap gap = seek(at + 1, ends);
    if (ends == at) {  // the first half of a pair
        gap = seek(at + 2, ends);
    }
    const Run& r = gap.leaf->runs[gap.run];
    const std::size_t width = r.units == r.length ? 1
                                                  : run_prefix(*gap.leaf, gap.run, gap.offset).units -
                                                        run_prefix(*gap.leaf, gap.run, gap.offset - 1).units;
    starts = ends - width;
    return {gap.leaf, gap.run, gap.offset - 1};
}

std::size_t RunTree::units_before(Spot at) const {
    if (at.leaf != known_leaf_) {
        known_leaf_ = at.leaf;
        known_units_ = LeafTree::units_before(at.leaf);
    }
    std::size_t units = known_units_;
    for (std::uint32_t i = 0; i < at.run; ++i) {
        units += at.leaf->runs[i].units;
    }
    return units + run_prefix(*at.leaf, at.run, at.offset).units;
}

std::uint32_t RunTree::count_units(Spot at, std::size_t units, std::size_t& position) const {
    const Run& r = run(at);
    if (r.units == r.length) {
        const std::uint32_t count = u32(std::min<std::size_t>(units, r.length - at.offset));
        position += count;
        return count;
    }
    Extent extent = run_prefix(*at.leaf, at.run, at.offset);
    const std::uint32_t start = extent.units;
    const std::string_view text = run_text(*at.leaf, at.run);
    while (extent.length < r.length && extent.units - start < units) {
        extent.take_one(text);
    }
    position += extent.units - start;
    return extent.length - at.offset;
}

bool RunTree::precedes(Spot a, Spot b) noexcept {
    if (a.leaf == b.leaf) {
        return a.run != b.run ? a.run < b.run : a.offset < b.offset;
    }
    return LeafTree::precedes(a.leaf, b.leaf);
}

void RunTree::remember(Leaf* leaf, std::uint32_t run) const noexcept {
    hint_leaf_ = leaf;
    hint_run_ = run;
}

void RunTree::check_leaf(const Leaf& leaf) const {
    ATELIER_CHECK(!leaf.runs.empty() || above_.empty());
    std::size_t bytes = 0;
    std::size_t units = 0;
    for (std::uint32_t i = 0; i < leaf.runs.size(); ++i) {
        const Run& r = leaf.runs[i];
        ATELIER_CHECK(r.length > 0 && r.first.counter > 0);
        if (!r.deleted()) {
            const auto measured = utf8::measure(run_text(leaf, i));
            ATELIER_CHECK(measured && measured->code_points == r.length && measured->utf16_units == r.units);
        }
        ATELIER_CHECK(i == 0 || !leaf.runs[i - 1].joins(r));
        for (const CharId id : {r.first, r.last()}) {
            ATELIER_CHECK(above_.empty() || index_.find(id) == &leaf);
        }
        bytes += r.bytes;
        units += r.units;
    }
    ATELIER_CHECK(bytes == leaf.text.size() && units == leaf.units);
}

void RunTree::check_invariants() const {
    std::size_t leaves = 0;
    std::size_t runs = 0;
    std::size_t units = 0;
    const Leaf* previous = nullptr;
    for (const Leaf* leaf = head_; leaf != nullptr; leaf = leaf->next) {
        check_leaf(*leaf);
        ATELIER_CHECK(leaf->previous == previous);
        ATELIER_CHECK(previous == nullptr || LeafTree::precedes(previous, leaf));
        previous = leaf;
        ++leaves;
        runs += leaf->runs.size();
        units += leaf->units;
    }
    ATELIER_CHECK(previous == tail_ && leaves == above_.check_invariants());
    ATELIER_CHECK(runs == run_count_ && units == units_);
    ATELIER_CHECK(known_leaf_ == nullptr || known_units_ == LeafTree::units_before(known_leaf_));
}

}  // namespace atelier::board
