// What merging means for a text: where an insertion goes (rule FugueMax) and what a position names.
// SPDX-License-Identifier: MIT
#include "server/board/text.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <utility>

#include "server/base/check.h"
#include "server/base/utf8.h"
#include "server/board/run_extent.h"
#include "server/board/run_tree.h"

namespace atelier::board {
namespace {

// Where one insertion goes, when others were made concurrently at the same place.
class Placement {
public:
    Placement(const RunTree& tree, CharId first, Origins origins, const Text::ActorLess& less)
        : tree_(tree),
          first_(first),
          origins_(origins),
          less_(less) {
        if (!origins.left.is_null()) {
            left_ = tree.find(origins.left);
            ATELIER_CHECK(left_.leaf != nullptr);
        }
        if (!origins.right.is_null()) {
            right_ = tree.find(origins.right);
            ATELIER_CHECK(right_.leaf != nullptr);
        }
    }

    Gap place() const { return stands_alone() ? tree_.before(right_) : scan(); }

private:
    // In the tree view of the algorithm the insertion is a left child of its right origin; when the character in front
    // of that does not name it as right origin, there is no other such child and no question of order. Without this,
    // two people who both write backwards would cost a scan over all that the other wrote.
    bool stands_alone() const {
        if (right_.leaf == nullptr) {
            return false;
        }
        const bool child = origins_.left.is_null() || tree_.run(right_).left_of(right_.offset) == origins_.left;
        const Gap gap = tree_.before(right_);
        return child && gap.offset > 0 && gap.leaf->runs[gap.run].right != origins_.right;
    }

    // The loop of YjsMod, run by run: what follows the first character of a run has it as left origin, so it can
    // neither end the search nor start or stop the skipping.
    Gap scan() const {
        Gap place = left_.leaf == nullptr ? tree_.front() : RunTree::behind(left_);
        bool skipping = false;
        Spot at = tree_.after(place);
        while (at.leaf != nullptr && at != right_) {
            if (!skipping) {
                place = tree_.before(at);
            }
            const Run& other = tree_.run(at);
            const std::strong_ordering lefts = compare_lefts(other.left_of(at.offset));
            if (lefts < 0) {
                return place;
            }
            if (lefts == 0) {
                const std::strong_ordering rights = compare_rights(other.right);
                if (rights == 0 && goes_before(other.at(at.offset))) {
                    return place;
                }
                skipping = rights < 0;
            }
            if (at.leaf == right_.leaf && at.run == right_.run && at.offset < right_.offset) {
                at = right_;
            } else {
                at = RunTree::next_run(at);
            }
        }
        if (skipping) {
            return place;
        }
        return at.leaf == nullptr ? tree_.back() : tree_.before(at);
    }

    std::strong_ordering compare_lefts(CharId other) const {
        if (other == origins_.left) {
            return std::strong_ordering::equal;
        }
        if (other.is_null()) {
            return std::strong_ordering::less;
        }
        if (origins_.left.is_null()) {
            return std::strong_ordering::greater;
        }
        return precedes(tree_.find(other), left_);
    }

    std::strong_ordering compare_rights(CharId other) const {
        if (other == origins_.right) {
            return std::strong_ordering::equal;
        }
        if (other.is_null()) {
            return std::strong_ordering::greater;
        }
        if (origins_.right.is_null()) {
            return std::strong_ordering::less;
        }
        return precedes(tree_.find(other), right_);
    }

    // Of two different characters.
    static std::strong_ordering precedes(Spot a, Spot b) {
        ATELIER_CHECK(a.leaf != nullptr);
        return RunTree::precedes(a, b) ? std::strong_ordering::less : std::strong_ordering::greater;
    }

    bool goes_before(CharId other) const {
        return first_.actor == other.actor ? first_.counter < other.counter : less_(first_.actor, other.actor);
    }

    const RunTree& tree_;
    CharId first_;
    Origins origins_;
    const Text::ActorLess& less_;
    Spot left_;   // null leaf: the start
    Spot right_;  // null leaf: the end
};

void add_range(std::vector<CharRange>& ranges, CharId first, std::uint32_t span) {
    if (!ranges.empty()) {
        CharRange& last = ranges.back();
        if (last.first.actor == first.actor && last.first.counter + last.span == first.counter) {
            last.span += span;
            return;
        }
    }
    ranges.push_back({first, span});
}

// Calls act(spot, count) for what is there of a range; `act` says how many of the `count` characters it has passed.
template <class Act>
void for_each_stretch(const RunTree& tree, CharRange range, Act&& act) {
    constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
    CharId id = range.first;
    const std::uint32_t end = range.span < kEnd - id.counter ? id.counter + range.span : kEnd;
    while (id.counter < end) {
        const Spot spot = tree.find_from(id);
        if (spot.leaf == nullptr) {
            return;
        }
        id.counter = tree.id(spot).counter;
        if (id.counter >= end) {
            return;
        }
        id.counter += act(spot, end - id.counter);
    }
}

}  // namespace

Text::Text() : tree_(std::make_unique<RunTree>()) {}
Text::Text(Text&&) noexcept = default;
Text& Text::operator=(Text&&) noexcept = default;
Text::~Text() = default;

Text::Text(const Text& other) : Text() {
    other.for_each_run([this](const TextRun& run) { append_run(run); });
}

Text& Text::operator=(const Text& other) {
    if (this != &other) {
        *this = Text(other);
    }
    return *this;
}

std::size_t Text::size_utf16() const noexcept {
    return tree_->units();
}

std::string Text::str() const {
    std::size_t bytes = 0;
    for (const Leaf* leaf = tree_->head(); leaf != nullptr; leaf = leaf->next) {
        bytes += leaf->text.size();
    }
    std::string text;
    text.reserve(bytes);
    for (const Leaf* leaf = tree_->head(); leaf != nullptr; leaf = leaf->next) {
        text += leaf->text;
    }
    return text;
}

std::size_t Text::run_count() const noexcept {
    return tree_->run_count();
}

Origins Text::origins_at(std::size_t at) const {
    std::size_t units_before = 0;
    const Gap gap = tree_->seek(at, units_before);
    const Spot right = tree_->after(gap);
    return {tree_->left_of(gap), right.leaf == nullptr ? CharId{} : tree_->id(right)};
}

std::vector<CharRange> Text::ranges_at(std::size_t at, std::size_t units) const {
    std::vector<CharRange> ranges;
    if (units == 0 || at >= size_utf16()) {
        return ranges;
    }
    const std::size_t end = units < size_utf16() - at ? at + units : size_utf16();
    // Each visible run is sought anew: walking would pass over every tombstone between, and there may be any number.
    for (std::size_t position = at; position < end;) {
        const Spot spot = tree_->visible_at(position, position);
        const std::uint32_t count = tree_->count_units(spot, end - position, position);
        add_range(ranges, tree_->id(spot), count);
    }
    return ranges;
}

std::size_t Text::position_of(CharId id) const {
    const Spot spot = tree_->find(id);
    ATELIER_CHECK(spot.leaf != nullptr);
    return tree_->units_before(spot);
}

bool Text::contains(CharId id) const {
    return tree_->find(id).leaf != nullptr;
}

CharId Text::next_of(CharId id) const {
    const Spot spot = tree_->find_from(id);
    return spot.leaf == nullptr ? CharId{} : tree_->id(spot);
}

bool Text::contains_any(CharRange range) const {
    const Spot next = tree_->find_from(range.first);
    return next.leaf != nullptr && tree_->id(next).counter - range.first.counter < range.span;
}

bool Text::is_before(CharId left, CharId right) const {
    if (left.is_null() || right.is_null()) {
        return true;
    }
    const Spot a = tree_->find(left);
    const Spot b = tree_->find(right);
    ATELIER_CHECK(a.leaf != nullptr && b.leaf != nullptr);
    return RunTree::precedes(a, b);
}

void Text::insert(CharId first, std::uint32_t code_points, Origins origins, std::string_view text,
                  const ActorLess& less) {
    Run run;
    run.first = first;
    run.length = code_points;
    run.left = origins.left;
    run.right = origins.right;
    Gap gap = tree_->front();
    if (!origins.left.is_null()) {
        const Spot left = tree_->find(origins.left);
        ATELIER_CHECK(left.leaf != nullptr);
        gap = RunTree::behind(left);
    }
    const Spot next = tree_->after(gap);
    const CharId next_id = next.leaf == nullptr ? CharId{} : tree_->id(next);
    if (next_id != origins.right) {  // somebody else wrote there meanwhile
        gap = Placement(*tree_, first, origins, less).place();
    }
    tree_->insert(gap, run, text);
}

Origins Text::origins_behind(CharId id) const {
    const Spot spot = tree_->find(id);
    ATELIER_CHECK(spot.leaf != nullptr);
    const Spot right = tree_->after(RunTree::behind(spot));
    return {id, right.leaf == nullptr ? CharId{} : tree_->id(right)};
}

void Text::for_each_visible(CharRange range, FunctionRef<void(CharId first, std::string_view text)> visit) const {
    for_each_stretch(*tree_, range, [&](Spot spot, std::uint32_t count) {
        const Run& run = tree_->run(spot);
        count = std::min(count, run.length - spot.offset);
        if (!run.deleted()) {
            const std::uint32_t from = run_prefix(*spot.leaf, spot.run, spot.offset).bytes;
            const std::uint32_t to = run_prefix(*spot.leaf, spot.run, spot.offset + count).bytes;
            visit(tree_->id(spot), run_text(*spot.leaf, spot.run).substr(from, to - from));
        }
        return count;
    });
}

bool Text::erase(CharRange range) {
    bool changed = false;
    for_each_stretch(*tree_, range, [&](Spot spot, std::uint32_t count) { return tree_->erase(spot, count, changed); });
    return changed;
}

void Text::for_each_run(FunctionRef<void(const TextRun&)> visit) const {
    Run pending;
    std::string visible;
    const auto flush = [&] {
        if (pending.length > 0) {
            visit({pending.first, pending.length, pending.left, pending.right, visible});
        }
    };
    for (const Leaf* leaf = tree_->head(); leaf != nullptr; leaf = leaf->next) {
        std::size_t byte = 0;
        for (const Run& run : leaf->runs) {
            const std::string_view text = std::string_view(leaf->text).substr(byte, run.bytes);
            byte += run.bytes;
            if (pending.length > 0 && pending.joins(run)) {
                pending.length += run.length;
                visible += text;
                continue;
            }
            flush();
            pending = run;
            visible = text;
        }
    }
    flush();
}

void Text::append_run(const TextRun& run) {
    Run added;
    added.first = run.first;
    added.length = run.length;
    added.left = run.left;
    added.right = run.right;
    tree_->insert(tree_->back(), added, run.visible);
}

// A stretch names the one behind it and nothing in front of it. So a neighbour on the left is enough to find a place again
// that was named with a right neighbour which is gone: no stretch claims to have been typed behind that left neighbour.
void Text::purge() {
    std::vector<CharId> starts;  // of stretches, in document order
    CharId next;                 // the id that would go on
    for_each_run([&](const TextRun& run) {
        if (!run.visible.empty()) {
            if (run.first != next) {
                starts.push_back(run.first);
            }
            next = {run.first.actor, run.first.counter + run.length};
        }
    });
    Text flat;
    std::size_t begun = 0;
    next = {};
    for_each_run([&](const TextRun& run) {
        if (!run.visible.empty()) {
            const bool goes_on = run.first == next;
            begun += goes_on ? 0 : 1;
            const CharId left = goes_on ? CharId{next.actor, next.counter - 1} : CharId{};
            const CharId right = begun < starts.size() ? starts[begun] : CharId{};
            flat.append_run({run.first, run.length, left, right, run.visible});
            next = {run.first.actor, run.first.counter + run.length};
        }
    });
    *this = std::move(flat);
}

void Text::check_invariants() const {
    tree_->check_invariants();
}

}  // namespace atelier::board
