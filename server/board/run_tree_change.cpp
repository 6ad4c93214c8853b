// Putting into the run tree and deleting from it.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "server/board/run_extent.h"
#include "server/board/run_tree.h"

namespace atelier::board {
namespace {

// A leaf is searched and shifted linearly, so both bounds are small enough for that to cost about a cache miss.
constexpr std::size_t kLeafRuns = 32;
constexpr std::size_t kLeafBytes = 1024;
static_assert(sizeof(Run) == 32, "two runs fill a cache line");
// What is put at once, so that a halved leaf always has room for it.
constexpr std::size_t kPieceBytes = 256;

std::ptrdiff_t steps(std::size_t n) {
    return static_cast<std::ptrdiff_t>(n);
}

}  // namespace

Gap RunTree::insert(Gap gap, Run run, std::string_view text) {
    while (text.size() > kPieceBytes) {
        const Extent extent = measure_bytes(text, u32(kPieceBytes) - 3);
        Run piece = run;
        piece.length = extent.length;
        piece.bytes = u16(extent.bytes);
        piece.units = u16(extent.units);
        gap = insert_piece(gap, piece, text.substr(0, extent.bytes));
        text.remove_prefix(extent.bytes);
        run.first = piece.at(piece.length);
        run.left = piece.last();
        run.length -= piece.length;
    }
    run.bytes = u16(text.size());
    run.units = text.empty() || run.bytes == run.length ? run.bytes : u16(measure_length(text, run.length).units);
    return insert_piece(gap, run, text);
}

bool RunTree::has_room(Gap gap, const Run& run, std::string_view text) noexcept {
    const Leaf& leaf = *gap.leaf;
    if (leaf.text.size() + text.size() > kLeafBytes) {
        return false;
    }
    return leaf.runs.size() + 2 <= kLeafRuns ||
           (gap.offset == leaf.runs[gap.run].length && leaf.runs[gap.run].joins(run));
}

Gap RunTree::insert_piece(Gap gap, const Run& run, std::string_view text) {
    while (!has_room(gap, run, text)) {
        gap = make_room(gap, text.size());
    }
    Leaf* leaf = gap.leaf;
    std::vector<Run>& runs = leaf->runs;
    std::uint32_t at = gap.run;
    if (gap.offset > 0 && gap.offset < runs[at].length) {
        split_run(gap);
    }
    at += gap.offset > 0 ? 1 : 0;
    if (!text.empty()) {
        leaf->text.insert(bytes_in_front(*leaf, at), text);
    }
    if (gap.offset > 0 && runs[at - 1].joins(run)) {
        --at;
        runs[at].length += run.length;
        runs[at].bytes = u16(std::size_t{runs[at].bytes} + run.bytes);
        runs[at].units = u16(std::size_t{runs[at].units} + run.units);
    } else {
        runs.insert(runs.begin() + steps(at), run);
        ++run_count_;
    }
    add_units(leaf, run.units);
    if (!above_.empty()) {
        index_.assign(run.first, run.length, leaf);
    }
    remember(leaf, at);
    return {leaf, at, runs[at].length};
}

// Splits the leaf of the gap in two and returns the same gap. At the end of a leaf nothing moves: the gap becomes the
// start of the next leaf or of a fresh one, so that typing on leaves full leaves behind. Such a gap (offset 0, not in
// front of the text) is for insert_piece() alone.
Gap RunTree::make_room(Gap gap, std::size_t bytes) {
    Leaf* leaf = gap.leaf;
    const std::vector<Run>& runs = leaf->runs;
    if (gap.run + 1 == runs.size() && gap.offset == runs.back().length) {
        Leaf* next = leaf->next;
        const bool fits =
            next != nullptr && next->runs.size() + 2 <= kLeafRuns && next->text.size() + bytes <= kLeafBytes;
        return {fits ? next : add_leaf_behind(leaf), 0, 0};
    }
    if (runs.size() + 2 > kLeafRuns) {
        return split_leaf({leaf, u32(runs.size() / 2), 0}, gap);
    }
    const std::uint32_t size = u32(leaf->text.size());
    std::uint32_t i = 0;
    std::uint32_t front = 0;
    while (front + runs[i].bytes <= size / 2) {
        front += runs[i++].bytes;
    }
    if (front >= size / 4) {
        return split_leaf({leaf, i, 0}, gap);
    }
    if (i + 1 < runs.size() && front + runs[i].bytes <= size - size / 4) {
        return split_leaf({leaf, i + 1, 0}, gap);
    }
    return split_leaf({leaf, i, measure_bytes(run_text(*leaf, i), size / 2 - front).length}, gap);
}

// Moves what is behind `cut` (offset 0: in front of its run) into a new leaf; returns where the gap `kept` is now.
Gap RunTree::split_leaf(Gap cut, Gap kept) {
    Leaf* leaf = cut.leaf;
    const bool moves = kept.run > cut.run || (kept.run == cut.run && kept.offset > cut.offset);
    if (moves) {
        kept.offset -= kept.run == cut.run ? cut.offset : 0;
        kept.run -= cut.run;
    }
    if (cut.offset > 0) {
        split_run(cut);
        ++cut.run;
    }
    Leaf* fresh = add_leaf_behind(leaf);
    const std::uint32_t bytes = bytes_in_front(*leaf, cut.run);
    fresh->text.assign(leaf->text, bytes);
    leaf->text.resize(bytes);
    fresh->runs.assign(leaf->runs.begin() + steps(cut.run), leaf->runs.end());
    leaf->runs.resize(cut.run);
    std::uint32_t units = 0;
    for (const Run& r : fresh->runs) {
        units += r.units;
        index_.assign(r.first, r.length, fresh);
    }
    add_units(leaf, 0U - units);
    add_units(fresh, units);
    if (moves) {
        kept.leaf = fresh;
    }
    return kept;
}

// A new, empty leaf in document order behind `leaf`.
Leaf* RunTree::add_leaf_behind(Leaf* leaf) {
    if (above_.empty()) {
        for (const Run& r : leaf->runs) {
            index_.assign(r.first, r.length, leaf);
        }
    }
    Leaf* fresh = new Leaf;
    fresh->previous = leaf;
    fresh->next = std::exchange(leaf->next, fresh);
    (fresh->next == nullptr ? tail_ : fresh->next->previous) = fresh;
    above_.insert_behind(leaf, fresh);
    return fresh;
}

// The run becomes two. The ids stay in their leaf, so the index need not know.
void RunTree::split_run(Gap cut) {
    std::vector<Run>& runs = cut.leaf->runs;
    const Extent front = run_prefix(*cut.leaf, cut.run, cut.offset);
    Run& kept = runs[cut.run];
    Run rest = kept;
    rest.first = kept.at(cut.offset);
    rest.left = kept.at(cut.offset - 1);
    rest.length -= front.length;
    rest.bytes = u16(rest.bytes - front.bytes);
    rest.units = u16(rest.units - front.units);
    kept.length = front.length;
    kept.bytes = u16(front.bytes);
    kept.units = u16(front.units);
    runs.insert(runs.begin() + steps(cut.run) + 1, rest);
    ++run_count_;
}

void RunTree::add_units(Leaf* leaf, std::uint32_t delta) noexcept {
    if (delta == 0) {
        return;
    }
    if (leaf != known_leaf_) {
        known_leaf_ = nullptr;
    }
    units_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(units_) + static_cast<std::int32_t>(delta));
    LeafTree::add_units(leaf, delta);
}

std::uint32_t RunTree::erase(Spot at, std::uint32_t count, bool& changed) {
    count = std::min(count, run(at).length - at.offset);
    if (run(at).deleted()) {
        return count;
    }
    changed = true;
    const std::size_t runs = at.leaf->runs.size();
    if (runs + 2 > kLeafRuns && count < run(at).length) {
        const Gap moved = split_leaf({at.leaf, u32(runs / 2), 0}, behind(at));
        at = {moved.leaf, moved.run, moved.offset - 1};
    }
    take_text(at, count);
    return count;
}

// Drops the text of `count` characters of one visible run; their ids become a deleted run, joined with its neighbours.
void RunTree::take_text(Spot at, std::uint32_t count) {
    Leaf* leaf = at.leaf;
    std::vector<Run>& runs = leaf->runs;
    if (at.offset + count < runs[at.run].length) {
        split_run({leaf, at.run, at.offset + count});
    }
    if (at.offset > 0) {
        split_run({leaf, at.run, at.offset});
        ++at.run;
    }
    Run& gone = runs[at.run];
    leaf->text.erase(bytes_in_front(*leaf, at.run), gone.bytes);
    if (leaf->text.size() < leaf->text.capacity() / 4) {
        leaf->text.shrink_to_fit();  // deleted text leaves memory
    }
    add_units(leaf, 0U - gone.units);
    gone.bytes = 0;
    gone.units = 0;
    join_around(leaf, at.run);
}

// Joins a run with its neighbours in the leaf where they belong together.
void RunTree::join_around(Leaf* leaf, std::uint32_t run) {
    std::vector<Run>& runs = leaf->runs;
    if (run + 1 < runs.size() && runs[run].joins(runs[run + 1])) {
        runs[run].length += runs[run + 1].length;
        runs.erase(runs.begin() + steps(run) + 1);
        --run_count_;
    }
    if (run > 0 && runs[run - 1].joins(runs[run])) {
        runs[run - 1].length += runs[run].length;
        runs.erase(runs.begin() + steps(run));
        --run_count_;
    }
    // The text goes on in front of what was deleted, most often.
    remember(leaf, run > 0 ? run - 1 : 0);
}

}  // namespace atelier::board
