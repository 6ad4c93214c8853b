// SPDX-License-Identifier: MIT
#include "server/client/restamp.h"

#include <utility>
#include <variant>

#include "server/board/op_references.h"

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
    if (auto* erase = std::get_if<board::DeleteText>(&body)) {
        moved.move(erase->item);
        moved.move(erase->ranges);
    } else {
        board::for_each_reference(body, [&](Id& id, std::uint32_t) { moved.move(id); });
    }
}

}  // namespace

std::vector<board::Op> restamp(std::vector<board::Op> ops, ActorId actor, std::uint32_t first_counter) {
    if (ops.empty()) {
        return ops;
    }
    const Moved moved(ops.front().id, {actor, first_counter});
    for (board::Op& op : ops) {
        moved.move(op.id);
        move_references(moved, op.body);
    }
    return ops;
}

}  // namespace atelier::client
