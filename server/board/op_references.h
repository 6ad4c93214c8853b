// Which ids an op needs to have been made before it can be merged.
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "server/board/op.h"

namespace atelier::board {

// Calls visit(first, span) for each id or range of ids that the body refers to; null ids are passed too.
template <class Visit>
void for_each_reference(const OpBody& body, Visit&& visit) {
    std::visit(
        [&](const auto& op) {
            using Body = std::decay_t<decltype(op)>;
            if constexpr (std::is_same_v<Body, AddItem>) {
                visit(op.placement.parent, 1U);
            } else if constexpr (std::is_same_v<Body, SetRegister>) {
                visit(op.item, 1U);
                if (const auto* placement = std::get_if<Placement>(&op.value)) {
                    visit(placement->parent, 1U);
                }
            } else if constexpr (std::is_same_v<Body, InsertText>) {
                visit(op.item, 1U);
                visit(op.left, 1U);
                visit(op.right, 1U);
            } else if constexpr (std::is_same_v<Body, DeleteText>) {
                visit(op.item, 1U);
                for (const IdRange& range : op.ranges) {
                    visit(range.first, range.span);
                }
            } else if constexpr (std::is_same_v<Body, AddLink>) {
                visit(op.from, 1U);
                visit(op.to, 1U);
            } else if constexpr (std::is_same_v<Body, RemoveLink> || std::is_same_v<Body, LeaveThread>) {
                for (const Id& tag : op.tags) {
                    visit(tag, 1U);
                }
            } else if constexpr (std::is_same_v<Body, JoinThread>) {
                visit(op.thread, 1U);
                visit(op.card, 1U);
            } else if constexpr (std::is_same_v<Body, CastBallot>) {
                visit(op.poll, 1U);
                visit(op.slot, 1U);
            }
        },
        body);
}

}  // namespace atelier::board
