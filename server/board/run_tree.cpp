// SPDX-License-Identifier: MIT
#include "server/board/run_tree.h"

#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "server/base/utf8.h"

namespace atelier::board {
namespace {

// A leaf is searched and shifted linearly, so both bounds are small enough for that to cost about a cache miss.
constexpr std::size_t kLeafRuns = 32;
constexpr std::size_t kLeafBytes = 1024;
// What is put at once, so that a halved leaf always has room for it.
constexpr std::size_t kPieceBytes = 256;

std::uint32_t u32(std::size_t n) {
    return static_cast<std::uint32_t>(n);
}

std::ptrdiff_t steps(std::size_t n) {
    return static_cast<std::ptrdiff_t>(n);
}

// The start of a text, in the three units.
struct Extent {
    std::uint32_t length = 0;
    std::uint32_t bytes = 0;
    std::uint32_t units = 0;

    void take_one(std::string_view text) {
        const std::size_t width = utf8::sequence_bytes(text[bytes]);
        bytes += u32(width);
        units += width == 4 ? 2 : 1;
        ++length;
    }
};

Extent measure_length(std::string_view text, std::uint32_t length) {
    Extent extent;
    while (extent.length < length) {
        extent.take_one(text);
    }
    return extent;
}

// As many characters as fit into `units`.
Extent measure_units(std::string_view text, std::uint32_t units) {
    Extent extent;
    while (extent.units < units) {
        Extent more = extent;
        more.take_one(text);
        if (more.units > units) {
            break;
        }
        extent = more;
    }
    return extent;
}

// At least that many bytes, up to the end of a character.
Extent measure_bytes(std::string_view text, std::uint32_t bytes) {
    Extent extent;
    while (extent.bytes < bytes) {
        extent.take_one(text);
    }
    return extent;
}

std::uint32_t bytes_in_front(const Leaf& leaf, std::uint32_t run) {
    std::uint32_t bytes = 0;
    for (std::uint32_t i = 0; i < run; ++i) {
        bytes += leaf.runs[i].bytes;
    }
    return bytes;
}

std::string_view run_text(const Leaf& leaf, std::uint32_t run) {
    return std::string_view(leaf.text).substr(bytes_in_front(leaf, run), leaf.runs[run].bytes);
}

// The first `length` characters of a run.
Extent run_prefix(const Leaf& leaf, std::uint32_t run, std::uint32_t length) {
    const Run& r = leaf.runs[run];
    if (length == 0 || r.deleted()) {
        return {length, 0, 0};
    }
    if (r.bytes == r.length) {
        return {length, length, length};
    }
    if (length == r.length) {
        return {length, r.bytes, r.units};
    }
    return measure_length(run_text(leaf, run), length);
}

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

Gap RunTree::insert(Gap gap, Run run, std::string_view text) {
    while (text.size() > kPieceBytes) {
        const Extent extent = measure_bytes(text, u32(kPieceBytes) - 3);
        Run piece = run;
        piece.length = extent.length;
        piece.bytes = extent.bytes;
        piece.units = extent.units;
        gap = insert_piece(gap, piece, text.substr(0, extent.bytes));
        text.remove_prefix(extent.bytes);
        run.first = piece.at(piece.length);
        run.left = piece.last();
        run.length -= piece.length;
    }
    run.bytes = u32(text.size());
    run.units = text.empty() || run.bytes == run.length ? run.bytes : measure_length(text, run.length).units;
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
        runs[at].bytes += run.bytes;
        runs[at].units += run.units;
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
        const bool fits = next != nullptr && next->runs.size() + 2 <= kLeafRuns && next->text.size() + bytes <= kLeafBytes;
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
    rest.bytes -= front.bytes;
    rest.units -= front.units;
    kept.length = front.length;
    kept.bytes = front.bytes;
    kept.units = front.units;
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

void RunTree::remember(Leaf* leaf, std::uint32_t run) const noexcept {
    hint_leaf_ = leaf;
    hint_run_ = run;
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
