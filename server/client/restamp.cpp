// SPDX-License-Identifier: MIT
#include "server/client/restamp.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include "server/base/limits.h"
#include "server/board/op_references.h"

namespace atelier::client {
namespace {

using board::Id;
using board::IdRange;

// Ids that the ops made under the old actor -> ids of the new one.
class Moved {
public:
    // Gives the ops their new ids, one behind the other.
    Moved(std::vector<board::Op>& ops, Id to) : from_(ops.front().id), actor_(to.actor) {
        for (board::Op& op : ops) {
            parts_.push_back({op.id.counter, op.span, to.counter});
            op.id = to;
            to.counter += op.span;
        }
    }

    void move(Id& id) const {
        if (is_moved(id)) {
            id = place_of(id).first;
        }
    }

    // A range may lie partly among acknowledged ids, and over several ops.
    void move(std::vector<IdRange>& ranges) const {
        std::vector<IdRange> moved;
        for (IdRange rest : ranges) {
            while (rest.span > 0) {
                const Place place = is_moved(rest.first) ? place_of(rest.first) : place_before(rest);
                const std::uint32_t span = std::min(rest.span, place.span);
                moved.push_back({place.first, place.is_gap ? 1 : span});
                rest.first.counter += span;
                rest.span -= span;
            }
        }
        ranges = std::move(moved);
    }

private:
    struct Part {
        std::uint32_t before;
        std::uint32_t span;
        std::uint32_t now;
    };
    // Where an id is now, and how many old ones from it on go there together.
    struct Place {
        Id first;
        std::uint32_t span = 1;
        bool is_gap = false;
    };

    bool is_moved(Id id) const { return id.actor == from_.actor && id.counter >= from_.counter; }

    // REQUIRES: the range begins with an id that does not move.
    Place place_before(const IdRange& range) const {
        const bool ends_there = range.first.actor != from_.actor || range.first.counter + range.span <= from_.counter;
        return {range.first, ends_there ? range.span : from_.counter - range.first.counter};
    }

    // REQUIRES: the id moves. One in a gap was of an op that the server refused: it becomes one that nobody makes, so that
    // what builds on it is refused as it would have been.
    Place place_of(Id id) const {
        const auto behind = std::partition_point(parts_.begin(), parts_.end(),
                                                 [id](const Part& part) { return part.before <= id.counter; });
        const Part& part = *(behind - 1);
        const std::uint32_t offset = id.counter - part.before;
        if (offset < part.span) {
            return {{actor_, part.now + offset}, part.span - offset};
        }
        const std::uint32_t end = behind == parts_.end() ? limits::kCounterMax + 1 : behind->before;
        return {{actor_, limits::kCounterMax}, end - id.counter, true};
    }

    Id from_;
    ActorId actor_;
    std::vector<Part> parts_;  // in the order of the old ids
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
    const Moved moved(ops, {actor, first_counter});
    for (board::Op& op : ops) {
        move_references(moved, op.body);
    }
    return ops;
}

}  // namespace atelier::client
