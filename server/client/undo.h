// Undo and redo of one's own work only. For each op made here it keeps what would put things back: an op body, made good
// when it is asked for, against the board as it is then. So what others did meanwhile stays: a register goes back only
// while mine is the winner, an insertion takes back the characters that are still there, a deletion comes back as new
// characters right behind the tombstones of the old ones. Undoing makes ops like any gesture, and what would put those
// back is the redo.
//
// A put-back value stands in for the one it restores, under a new stamp, tag or characters: whatever here names the old
// ones is made to name the new.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include "server/board/board.h"
#include "server/board/function_ref.h"
#include "server/board/op.h"

namespace atelier::client {

// What was taken back, in one word, for telling a person.
enum class Undone : std::uint8_t { Nothing, Text, Card, Place, Label, Link, Thread, Vote };

// A value; not thread-safe. Bounds: kUndoGroupsMax, kUndoBytesMax each way; the oldest goes first. Ids are stable, so it
// survives a resync; it does not survive another actor (clear()).
class Undo {
public:
    enum class Way : std::uint8_t { Back, Forth };

    // Monotonic, from any start. Ops of a kind closer together than kUndoGap are one group.
    void set_time(std::chrono::milliseconds now) noexcept { now_ = now; }
    // An op of ours is about to be merged into `before`.
    void on_local_op(const board::Board& before, const board::Op& op);

    bool can(Way way) const noexcept { return !stack(way).empty(); }
    // Takes back (or puts forth again) the newest group that still means something. `commit` makes an op of ours, which
    // comes back through on_local_op, or returns false.
    Undone replay(Way way, const board::Board& board, board::FunctionRef<bool(board::OpBody)> commit);
    void clear();

private:
    struct Step {
        board::OpBody back;   // what puts things back
        board::Stamp before;  // registers and ballots: the stamp of the value that `back` restores
        board::Stamp mine;    // and of the one that it replaces
        board::Id was;        // text: the first of the characters that `back` brings again; edges: the tag
    };
    struct Group {
        std::vector<Step> steps;
        std::size_t bytes = 0;
    };
    using Stack = std::vector<Group>;

    Stack& stack(Way way) noexcept { return stacks_[static_cast<std::size_t>(way)]; }
    const Stack& stack(Way way) const noexcept { return stacks_[static_cast<std::size_t>(way)]; }
    void open_group(const board::OpBody& body);
    void record(const board::Board& before, const board::Op& op);
    void add(Step step);
    void add_deleted(const board::Board& before, board::Id item, board::Id first, std::string_view text);
    bool make_good(const board::Board& board, Step& step) const;
    void stand_in(const Step& step, const board::Op& op);
    void keep_within_bounds();

    std::array<Stack, 2> stacks_;
    Way recording_ = Way::Back;       // the stack that ops of ours go to
    const Step* replayed_ = nullptr;  // the step whose op is being made
    std::chrono::milliseconds now_{0};
    std::chrono::milliseconds last_{0};
    Undone last_kind_ = Undone::Nothing;  // of the last op; Nothing: a card made
    bool sealed_ = true;                  // the next op begins a group
};

}  // namespace atelier::client
