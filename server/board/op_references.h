// Which ids an op needs to have been made before it can be merged, and what an op weighs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include "server/board/op.h"

namespace atelier::board {

// Calls visit(first, span) for each id or range of ids that the body refers to; null ids are passed too. `body` is an
// OpBody, const or not: in one that is not, `first` may be written.
template <class Body, class Visit>
void for_each_reference(Body& body, Visit&& visit) {
    std::visit(
        [&](auto& op) {
            using Kind = std::decay_t<decltype(op)>;
            if constexpr (std::is_same_v<Kind, AddItem>) {
                visit(op.placement.parent, 1U);
                for (auto& source : op.derivation.sources) {
                    visit(source, 1U);
                }
            } else if constexpr (std::is_same_v<Kind, SetRegister>) {
                visit(op.item, 1U);
                if (auto* placement = std::get_if<Placement>(&op.value)) {
                    visit(placement->parent, 1U);
                }
            } else if constexpr (std::is_same_v<Kind, InsertText>) {
                visit(op.item, 1U);
                visit(op.left, 1U);
                visit(op.right, 1U);
            } else if constexpr (std::is_same_v<Kind, DeleteText>) {
                visit(op.item, 1U);
                for (auto& range : op.ranges) {
                    visit(range.first, range.span);
                }
            } else if constexpr (std::is_same_v<Kind, AddLink>) {
                visit(op.from, 1U);
                visit(op.to, 1U);
            } else if constexpr (std::is_same_v<Kind, RemoveLink> || std::is_same_v<Kind, LeaveThread>) {
                for (auto& tag : op.tags) {
                    visit(tag, 1U);
                }
            } else if constexpr (std::is_same_v<Kind, JoinThread>) {
                visit(op.thread, 1U);
                visit(op.card, 1U);
            } else if constexpr (std::is_same_v<Kind, CastBallot>) {
                visit(op.slot, 1U);
            } else if constexpr (std::is_same_v<Kind, SetSetting>) {
                visit(op.name.item, 1U);
            } else if constexpr (std::is_same_v<Kind, PurgeText>) {
                for (auto& item : op.items) {
                    visit(item, 1U);
                }
            }
        },
        body);
}

// Bytes that the body keeps outside of itself, texts and lists: near enough for a bound, there and on the wire.
std::size_t heap_bytes(const OpBody& body);

}  // namespace atelier::board
