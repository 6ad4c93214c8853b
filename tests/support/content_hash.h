// What people see of a board, as one number: values without stamps, visible texts without ids of characters, live links
// and memberships by meaning, votes that count. Undo and redo must leave it as it was, whatever ops that took.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>
#include <tuple>

#include "server/board/board.h"
#include "server/board/hash.h"

namespace atelier::testing {

enum class RemovedItems : std::uint8_t {
    Counted,
    Left,  // out, as if they had never been made
};

inline std::uint64_t content_hash(const board::Board& board, RemovedItems removed_items) {
    std::uint64_t sum = board::HashWriter().text(board.title().value).finish();
    for (const board::Item& item : board.items()) {
        if (item.removed.value && removed_items == RemovedItems::Left) {
            continue;
        }
        const board::Placement& place = item.placement.value;
        board::HashWriter form;
        form.id(item.id).u64(static_cast<std::uint64_t>(item.kind)).id(place.parent).text(place.order);
        form.u64(static_cast<std::uint32_t>(place.x)).u64(static_cast<std::uint32_t>(place.y));
        form.u64(static_cast<std::uint64_t>(item.card_kind.value)).u64(item.removed.value ? 1 : 0);
        form.text(item.organisation.value).text(item.text.str()).u64(board.is_folded(item.id) ? 1 : 0);
        sum += form.finish();
    }
    std::set<std::tuple<board::Id, board::Id, board::Verb>> edges;
    for (const board::EdgeSet* set : {&board.links(), &board.memberships()}) {
        for (const auto& [tag, edge] : set->all()) {
            if (!edge.removed) {
                edges.emplace(edge.from, edge.to, edge.verb);
            }
        }
    }
    for (const auto& [from, to, verb] : edges) {
        sum += board::HashWriter().id(from).id(to).u64(static_cast<std::uint64_t>(verb)).finish();
    }
    for (const auto& [key, ballot, previous] : board.ballots()) {
        if (!ballot.value.withdrawn) {
            const auto value = static_cast<std::uint32_t>(ballot.value.value);
            sum += board::HashWriter().u64(key.voter.value).u64(key.poll).id(key.slot).u64(value).finish();
        }
    }
    return sum;
}

}  // namespace atelier::testing
