// SPDX-License-Identifier: MIT
#include "server/client/restamp.h"

#include <utility>
#include <variant>

namespace atelier::client {
namespace {

using board::Id;
using board::IdRange;

// Old ids [from, ...) of the old actor -> new ids of the new one.
class Moved {
public:
    Moved(Id from, Id to) : from_(from), to_(to) {}

    bool touches(Id id) const { return id.actor == from_.actor && id.counter >= from_.counter; }

    void move(Id& id) const {
        if (touches(id)) {
            id = {to_.actor, to_.counter + (id.counter - from_.counter)};
        }
    }

    // A range may begin among acknowledged ids and end among moved ones: it becomes two.
    void move(std::vector<IdRange>& ranges) const {
        std::vector<IdRange> moved;
        for (IdRange range : ranges) {
            const bool straddles = range.first.actor == from_.actor && range.first.counter < from_.counter &&
                                   range.first.counter + range.span > from_.counter;
            if (straddles) {
                const std::uint32_t kept = from_.counter - range.first.counter;
                moved.push_back({range.first, kept});
                range = {from_, range.span - kept};
            }
            move(range.first);
            moved.push_back(range);
        }
        ranges = std::move(moved);
    }

private:
    Id from_;
    Id to_;
};

void move_references(const Moved& moved, board::OpBody& body) {
    if (auto* add = std::get_if<board::AddItem>(&body)) {
        moved.move(add->placement.parent);
    } else if (auto* set = std::get_if<board::SetRegister>(&body)) {
        moved.move(set->item);
        if (auto* placement = std::get_if<board::Placement>(&set->value)) {
            moved.move(placement->parent);
        }
    } else if (auto* insert = std::get_if<board::InsertText>(&body)) {
        moved.move(insert->item);
        moved.move(insert->left);
        moved.move(insert->right);
    } else if (auto* erase = std::get_if<board::DeleteText>(&body)) {
        moved.move(erase->item);
        moved.move(erase->ranges);
    } else if (auto* link = std::get_if<board::AddLink>(&body)) {
        moved.move(link->from);
        moved.move(link->to);
    } else if (auto* unlink = std::get_if<board::RemoveLink>(&body)) {
        for (Id& tag : unlink->tags) {
            moved.move(tag);
        }
    } else if (auto* join = std::get_if<board::JoinThread>(&body)) {
        moved.move(join->thread);
        moved.move(join->card);
    } else if (auto* leave = std::get_if<board::LeaveThread>(&body)) {
        for (Id& tag : leave->tags) {
            moved.move(tag);
        }
    } else if (auto* ballot = std::get_if<board::CastBallot>(&body)) {
        moved.move(ballot->poll);
        moved.move(ballot->slot);
    }
}

}  // namespace

std::vector<board::Op> restamp(std::vector<board::Op> ops, ActorId actor, std::uint32_t first_counter) {
    const Moved moved(ops.front().id, {actor, first_counter});
    for (board::Op& op : ops) {
        moved.move(op.id);
        move_references(moved, op.body);
    }
    return ops;
}

}  // namespace atelier::client
