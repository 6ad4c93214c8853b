// SPDX-License-Identifier: MIT
#include "server/client/undo.h"

#include <algorithm>
#include <string>
#include <utility>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/board/op_references.h"
#include "server/client/parts.h"

namespace atelier::client {
namespace {

using board::Id;
using board::IdRange;
using board::OpBody;
using board::Stamp;

// What a register or ballot holds, as the body that would write it, and since when.
struct Standing {
    OpBody value;
    Stamp stamp;
};

Standing standing_ballot(const board::Board& board, board::CastBallot like) {
    const board::BallotEntry* entry = board.ballots().find(board::BallotKey{like.voter, like.poll, like.slot});
    const board::Register<board::Ballot> cast = entry == nullptr ? board::Register<board::Ballot>{} : entry->ballot;
    like.value = cast.value.value;
    like.withdrawn = entry == nullptr || cast.value.withdrawn;
    like.group = cast.value.group;
    return {like, cast.stamp};
}

// The register or ballot that `like` would write; no stamp when there is none.
Standing standing(const board::Board& board, const OpBody& like) {
    if (const auto* ballot = std::get_if<board::CastBallot>(&like)) {
        return standing_ballot(board, *ballot);
    }
    const auto* set = std::get_if<board::SetRegister>(&like);
    const board::Item* item = set == nullptr ? nullptr : board.find(set->item);
    const auto held = [&](board::RegisterValue value, Stamp stamp) {
        return Standing{board::SetRegister{set->item, std::move(value)}, stamp};
    };
    if (set != nullptr && std::holds_alternative<board::Title>(set->value)) {
        return held(board::Title{board.title().value}, board.title().stamp);
    }
    if (item == nullptr) {
        return {};
    }
    if (std::holds_alternative<board::Placement>(set->value)) {
        return held(item->placement.value, item->placement.stamp);
    }
    if (std::holds_alternative<board::CardKind>(set->value)) {
        return held(item->card_kind.value, item->card_kind.stamp);
    }
    if (std::holds_alternative<board::Removed>(set->value)) {
        return held(board::Removed{item->removed.value}, item->removed.stamp);
    }
    return held(board::Organisation{item->organisation.value}, item->organisation.stamp);
}

bool same_register(const OpBody& a, const OpBody& b) {
    const auto* set = std::get_if<board::SetRegister>(&a);
    const auto* other_set = std::get_if<board::SetRegister>(&b);
    if (set != nullptr && other_set != nullptr) {
        return set->item == other_set->item && set->value.index() == other_set->value.index();
    }
    const auto* ballot = std::get_if<board::CastBallot>(&a);
    const auto* other = std::get_if<board::CastBallot>(&b);
    return ballot != nullptr && other != nullptr && ballot->voter == other->voter && ballot->poll == other->poll &&
           ballot->slot == other->slot;
}

// Puts `now` in the place of `old` among ranges; the order of ranges means nothing.
void replace(std::vector<IdRange>& ranges, IdRange old, Id now) {
    const std::uint64_t old_end = std::uint64_t{old.first.counter} + old.span;
    for (std::size_t i = ranges.size(); i > 0; --i) {
        const IdRange range = ranges[i - 1];
        const std::uint64_t end = std::uint64_t{range.first.counter} + range.span;
        const std::uint32_t from = std::max(range.first.counter, old.first.counter);
        const auto to = static_cast<std::uint32_t>(std::min(end, old_end));
        if (range.first.actor != old.first.actor || from >= to) {
            continue;
        }
        ranges[i - 1] = {{now.actor, now.counter + (from - old.first.counter)}, to - from};
        if (range.first.counter < from) {
            ranges.push_back({range.first, from - range.first.counter});
        }
        if (to < end) {
            ranges.push_back({{range.first.actor, to}, static_cast<std::uint32_t>(end - to)});
        }
    }
}

void replace(OpBody& body, IdRange old, Id now) {
    if (auto* erase = std::get_if<board::DeleteText>(&body)) {
        replace(erase->ranges, old, now);
    } else if (auto* unlink = std::get_if<board::RemoveLink>(&body)) {
        std::replace(unlink->tags.begin(), unlink->tags.end(), old.first, now);
    } else if (auto* leave = std::get_if<board::LeaveThread>(&body)) {
        std::replace(leave->tags.begin(), leave->tags.end(), old.first, now);
    }
}

const board::Edge* live(const board::EdgeSet& edges, Id tag) {
    const board::Edge* edge = edges.find(tag);
    return edge == nullptr || edge->removed ? nullptr : edge;
}

Undone word_for(const OpBody& back) {
    if (const auto* set = std::get_if<board::SetRegister>(&back)) {
        constexpr std::array kWords = {Undone::Place, Undone::Place, Undone::Card, Undone::Label, Undone::Label};
        return kWords[set->value.index()];
    }
    if (std::holds_alternative<board::AddLink>(back) || std::holds_alternative<board::RemoveLink>(back)) {
        return Undone::Link;
    }
    if (std::holds_alternative<board::JoinThread>(back) || std::holds_alternative<board::LeaveThread>(back)) {
        return Undone::Thread;
    }
    return std::holds_alternative<board::CastBallot>(back) ? Undone::Vote : Undone::Text;
}

Id last_of(Id first, const std::string& text) {
    return {first.actor, first.counter + board::span_of(board::InsertText{{}, {}, {}, text}) - 1};
}

}  // namespace

namespace {

// What was typed in one go may stand in so many pieces by now that one op cannot name them all.
bool put_back(const OpBody& back, board::FunctionRef<bool(board::OpBody)> commit) {
    const auto* erase = std::get_if<board::DeleteText>(&back);
    if (erase == nullptr || erase->ranges.size() <= limits::kMadeRangesMax) {
        return commit(back);
    }
    bool any = false;
    for (std::vector<IdRange>& part : parts_of(erase->ranges, limits::kMadeRangesMax)) {
        any = commit(board::DeleteText{erase->item, std::move(part)}) || any;
    }
    return any;
}

}  // namespace

void Undo::on_local_op(const board::Board& before, const board::Op& op) {
    if (std::holds_alternative<board::SetSetting>(op.body)) {
        return;  // how the room plays is not one's own work
    }
    if (replayed_ == nullptr) {
        open_group(op.body);
    }
    record(before, op);
    if (replayed_ != nullptr) {
        stand_in(*replayed_, op);
    }
    keep_within_bounds();
}

// An edit of one's own: what was undone before it cannot be put forth any more. Within one millisecond it is one gesture
// (the parts of a split, places that made room). After that a made card is always a gesture, and other ops go on with
// those of their kind: an undo beside the news of a merge must not take the card that was written just before.
void Undo::open_group(const OpBody& body) {
    stack(Way::Forth).clear();
    Stack& groups = stack(Way::Back);
    const Undone kind = std::holds_alternative<board::AddItem>(body) ? Undone::Nothing : word_for(body);
    const bool goes_on =
        now_ == last_ || (now_ - last_ < limits::kUndoGap && kind == last_kind_ && kind != Undone::Nothing);
    if (sealed_ || groups.empty() || !goes_on) {
        groups.emplace_back();
    }
    sealed_ = false;
    last_ = now_;
    last_kind_ = kind;
}

void Undo::record(const board::Board& before, const board::Op& op) {
    if (std::holds_alternative<board::AddItem>(op.body)) {
        add({board::SetRegister{op.id, board::Removed{true}}, {}, op.stamp(), {}});
    } else if (const auto* insert = std::get_if<board::InsertText>(&op.body)) {
        add({board::DeleteText{insert->item, {{op.id, op.span}}}, {}, {}, {}});
    } else if (const auto* erase = std::get_if<board::DeleteText>(&op.body)) {
        for (const IdRange& range : erase->ranges) {
            before.for_each_visible(erase->item, range, [&](Id first, std::string_view text) {
                add_deleted(before, erase->item, first, text);
            });
        }
    } else if (std::holds_alternative<board::AddLink>(op.body)) {
        add({board::RemoveLink{{op.id}}, {}, {}, {}});
    } else if (std::holds_alternative<board::JoinThread>(op.body)) {
        add({board::LeaveThread{{op.id}}, {}, {}, {}});
    } else if (const auto* unlink = std::get_if<board::RemoveLink>(&op.body)) {
        for (const Id& tag : unlink->tags) {
            if (const board::Edge* edge = live(before.links(), tag)) {
                add({board::AddLink{edge->from, edge->to, edge->verb}, {}, {}, tag});
            }
        }
    } else if (const auto* leave = std::get_if<board::LeaveThread>(&op.body)) {
        for (const Id& tag : leave->tags) {
            if (const board::Edge* edge = live(before.memberships(), tag)) {
                add({board::JoinThread{edge->to, edge->from}, {}, {}, tag});
            }
        }
    } else {
        Standing held = standing(before, op.body);
        add({std::move(held.value), held.stamp, op.stamp(), {}});
    }
}

// Typing goes on in the step that it began.
void Undo::add(Step step) {
    Group& group = stack(recording_).back();
    const auto* typed = std::get_if<board::DeleteText>(&step.back);
    auto* last = group.steps.empty() ? nullptr : std::get_if<board::DeleteText>(&group.steps.back().back);
    if (typed != nullptr && last != nullptr && last->item == typed->item) {
        IdRange& end = last->ranges.back();
        const IdRange& more = typed->ranges.front();
        if (end.first.actor == more.first.actor && end.first.counter + end.span == more.first.counter) {
            end.span += more.span;
            return;
        }
    }
    group.bytes += sizeof(Step) + board::heap_bytes(step.back);
    group.steps.push_back(std::move(step));
}

// Deleting letter by letter, either way, is one text to put back, as long as the letters stand together.
void Undo::add_deleted(const board::Board& before, Id item, Id first, std::string_view text) {
    Group& group = stack(recording_).back();
    Step step{board::InsertText{item, {}, {}, std::string(text)}, {}, {}, first};
    auto* last = group.steps.empty() ? nullptr : std::get_if<board::InsertText>(&group.steps.back().back);
    if (last != nullptr && last->item == item && last->text.size() + text.size() <= limits::kInsertBytesMax) {
        Id& was = group.steps.back().was;
        const auto follows = [&](Id front_last, Id behind) {
            return front_last.actor == behind.actor && front_last.counter + 1 == behind.counter &&
                   before.neighbours_behind(item, front_last).right == behind;
        };
        if (follows(last_of(was, last->text), first)) {
            group.bytes += text.size();
            last->text += text;
            return;
        }
        if (follows(last_of(first, std::get<board::InsertText>(step.back).text), was)) {
            group.bytes += text.size();
            last->text.insert(0, text);
            was = first;
            return;
        }
    }
    add(std::move(step));
}

// False when others have made the step pointless.
bool Undo::make_good(const board::Board& board, Step& step) const {
    if (auto* insert = std::get_if<board::InsertText>(&step.back)) {
        if (board.find(insert->item) == nullptr) {
            return false;
        }
        const auto between = board.neighbours_behind(insert->item, last_of(step.was, insert->text));
        insert->left = between.left;
        insert->right = between.right;
        return true;
    }
    if (auto* erase = std::get_if<board::DeleteText>(&step.back)) {
        bool any = false;
        for (const IdRange& range : erase->ranges) {
            board.for_each_visible(erase->item, range, [&](Id, std::string_view) { any = true; });
        }
        return any;
    }
    if (const auto* unlink = std::get_if<board::RemoveLink>(&step.back)) {
        return live(board.links(), unlink->tags.front()) != nullptr;
    }
    if (const auto* leave = std::get_if<board::LeaveThread>(&step.back)) {
        return live(board.memberships(), leave->tags.front()) != nullptr;
    }
    const bool edge =
        std::holds_alternative<board::AddLink>(step.back) || std::holds_alternative<board::JoinThread>(step.back);
    return edge || standing(board, step.back).stamp == step.mine;
}

Undone Undo::replay(Way way, const board::Board& board, board::FunctionRef<bool(board::OpBody)> commit) {
    Undone done = Undone::Nothing;
    Stack& from = stack(way);
    recording_ = way == Way::Back ? Way::Forth : Way::Back;
    while (done == Undone::Nothing && !from.empty()) {
        stack(recording_).emplace_back();
        while (!from.back().steps.empty()) {
            Step step = std::move(from.back().steps.back());
            from.back().steps.pop_back();
            if (make_good(board, step)) {
                replayed_ = &step;
                done = put_back(step.back, commit) ? word_for(step.back) : done;
                replayed_ = nullptr;
            }
        }
        from.pop_back();
        if (stack(recording_).back().steps.empty()) {
            stack(recording_).pop_back();
        }
    }
    recording_ = Way::Back;
    sealed_ = true;
    return done;
}

void Undo::stand_in(const Step& step, const board::Op& op) {
    for (Stack& groups : stacks_) {
        for (Group& group : groups) {
            for (Step& other : group.steps) {
                if (!step.was.is_null()) {
                    replace(other.back, {step.was, op.span}, op.id);
                } else if (same_register(other.back, step.back)) {
                    other.before = other.before == step.before ? op.stamp() : other.before;
                    other.mine = other.mine == step.before ? op.stamp() : other.mine;
                }
            }
        }
    }
}

void Undo::keep_within_bounds() {
    Stack& groups = stack(recording_);
    std::size_t bytes = 0;
    for (const Group& group : groups) {
        bytes += group.bytes;
    }
    while (groups.size() > 1 && (groups.size() > limits::kUndoGroupsMax || bytes > limits::kUndoBytesMax)) {
        bytes -= groups.front().bytes;
        groups.erase(groups.begin());
    }
    // One group alone over the bound: its first steps go.
    Group& only = groups.back();
    while (only.bytes > limits::kUndoBytesMax && only.steps.size() > 1) {
        only.bytes -= std::min(only.bytes, sizeof(Step) + board::heap_bytes(only.steps.front().back));
        only.steps.erase(only.steps.begin());
    }
}

void Undo::clear() {
    stacks_ = {};
    sealed_ = true;
}

}  // namespace atelier::client
