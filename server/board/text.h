// One text as a sequence CRDT: FugueMax in list form (Weidner, Kleppmann, "The Art of the Fugue", 2023; the list form is
// that of "YjsMod" in josephg/reference-crdts), run-length encoded, over an order-statistics tree.
//
// Ids count code points, so no anchor can fall inside a surrogate pair; positions at the API are UTF-16 units, because
// that is what a browser's text fields count. Deleted text leaves memory at once, its ids and lengths stay.
//
// A value; not thread-safe, reads included (it remembers where it was read last). Inside, actors are small indexes handed
// in by the owner (ActorTable), never u64.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/board/function_ref.h"

namespace atelier::board {

// One character, inside one text: actor as an index of the board's table. counter 0 = border.
struct CharId {
    std::uint32_t actor = 0;
    std::uint32_t counter = 0;

    bool is_null() const noexcept { return counter == 0; }
    friend constexpr bool operator==(const CharId&, const CharId&) = default;
};

struct CharRange {
    CharId first;
    std::uint32_t span = 1;
    friend constexpr bool operator==(const CharRange&, const CharRange&) = default;
};

// The neighbours, tombstones included, that a local insertion at some position must name.
struct Origins {
    CharId left;
    CharId right;
};

// A stretch of ids in document order, as saved (TextState in board.proto).
struct TextRun {
    CharId first;
    std::uint32_t length = 0;  // code points
    CharId left;               // origins of the first character
    CharId right;
    std::string_view visible;  // UTF-8; empty = deleted
};

class RunTree;

class Text {
public:
    // True when actor index `a` stands for a smaller ActorId than `b`. FugueMax breaks its last tie by actor.
    using ActorLess = FunctionRef<bool(std::uint32_t a, std::uint32_t b)>;

    Text();
    Text(Text&&) noexcept;
    Text& operator=(Text&&) noexcept;
    Text(const Text& other);
    Text& operator=(const Text& other);
    ~Text();

    // UTF-16 units of the visible text.
    std::size_t size_utf16() const noexcept;
    // The visible text, UTF-8.
    std::string str() const;
    // Runs kept, tombstones included: what memory and snapshots cost.
    std::size_t run_count() const noexcept;

    // --- reading positions, for local edits ---
    // Origins of an insertion at UTF-16 position `at`. A position beyond the end means the end; one inside a surrogate
    // pair means before that pair.
    Origins origins_at(std::size_t at) const;
    // Ids of the visible characters in UTF-16 [at, at + units), cut to the text, in document order, adjacent ids joined.
    // A pair that the range touches by half is wholly included.
    std::vector<CharRange> ranges_at(std::size_t at, std::size_t units) const;
    // UTF-16 position of the character, or of where it was if deleted. REQUIRES: contains(id).
    std::size_t position_of(CharId id) const;
    bool contains(CharId id) const;
    // The character itself, or the next one there of the same actor; null when there is none.
    CharId next_of(CharId id) const;
    // True when any character of the range is there, deleted or not. Costs what finding one does, however long the range.
    bool contains_any(CharRange range) const;
    // Origins of an insertion right behind that character, deleted or not. REQUIRES: contains(id).
    Origins origins_behind(CharId id) const;
    // Calls `visit` for each visible stretch of the range that stands together, by id. The view is valid during the call.
    void for_each_visible(CharRange range, FunctionRef<void(CharId first, std::string_view text)> visit) const;
    // True when `left` stands before `right` (null = borders) in document order. REQUIRES: both null or contained.
    bool is_before(CharId left, CharId right) const;

    // --- merging ---
    // Inserts `text` (well-formed UTF-8, `code_points` long, ids first.counter…) between its origins by FugueMax.
    // REQUIRES: origins null or contained, is_before(left, right), first not yet contained.
    void insert(CharId first, std::uint32_t code_points, Origins origins, std::string_view text, const ActorLess& less);
    // Deletes what is there of the range; ids that are absent or deleted already are passed over. Returns true when
    // something visible went.
    bool erase(CharRange range);
    // Forgets the ids of what is deleted. What can be read is from then on as if it had been typed from its end to its
    // start, each stretch of ids that follow each other in one go (rule M11), whatever its history. Costs as much as the
    // text has runs and bytes.
    void purge();

    // --- snapshot ---
    // Calls `visit` for each run in document order. Runs are as long as can be, so that texts with equal content give
    // equal runs, whatever their history. The view is valid during the call only.
    void for_each_run(FunctionRef<void(const TextRun&)> visit) const;
    // Appends a run behind all others without looking at origins: for loading what for_each_run gave.
    // REQUIRES: ids not yet contained; `visible` empty, or well-formed UTF-8 of `length` code points.
    void append_run(const TextRun& run);

    // Test hook: walks the whole structure and aborts when an invariant is broken.
    void check_invariants() const;

private:
    std::unique_ptr<RunTree> tree_;  // never null, but in a moved-from text, which may only be assigned to or destroyed
};

}  // namespace atelier::board
