// What people did, thing by thing, under whatever ids it is known: signed, signed anew, in copies of one profile.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

#include "server/board/op.h"

namespace atelier::simulation {

// Whether the history may have the one for the other: the same op, but for the neighbours of an insertion, which the
// server puts elsewhere where they were purged (rule M11). That it did so on purged cards only, quiet.h asks.
bool is_logged_as(const board::Op& made, const board::Op& logged);

// One thing a person did.
struct Work {
    std::vector<board::Op> forms;  // as it was stamped, and stamped anew; one of them may reach the log
    std::size_t copies = 1;        // in how many outboxes: of copied profiles, each may send its own
    bool was_saved = false;        // on its device's disk, once
    bool is_acknowledged = false;
    bool is_refused = false;
    bool was_undone = false;  // acknowledged, and gone when the server was put back to an older day
    // On the disk before that, whether its device had heard of it or not: others may give it back, and the device, when it
    // has nothing of its own to give back any more, brings it as another actor.
    bool was_lost = false;
};

// Works are numbered. Two that take the same form, to the bit, cannot be told apart from then on and are one with as many
// copies: what a life lost unsaved a later one may do again, and two lives of one profile may do the same.
// Not thread-safe.
class Works {
public:
    std::size_t begin(const board::Op& op);
    // It is known in this form too.
    void add_form(std::size_t number, const board::Op& op);
    // Typing went on in an op that nobody has seen yet.
    void grow(std::size_t number, const board::Op& before, const board::Op& after);
    Work& at(std::size_t number) { return works_[resolve(number)]; }
    // The work that may be logged so; null = nobody made it.
    const Work* find(const board::Op& op) const;
    std::vector<const Work*> all() const;
    // The server was put back: what was acknowledged and is not kept any more is not promised any more.
    void undo(const std::function<bool(const Work&)>& is_kept);
    void mark_lost(const board::Op& op, const std::function<bool(const Work&)>& is_kept);

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    std::size_t resolve(std::size_t number) const;
    std::size_t find_form(const board::Op& op) const;
    std::size_t find_logged(const board::Op& op) const;
    void unite(std::size_t into, std::size_t from);

    std::vector<Work> works_;
    std::vector<std::size_t> became_;  // of each: the one it is a part of now, or itself
    std::multimap<board::Id, std::size_t> by_id_;
};

}  // namespace atelier::simulation
