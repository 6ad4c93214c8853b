// One replica in a test: a board, and an author who makes the ops a careful client would make.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/random.h"
#include "server/board/board.h"
#include "server/board/codec.h"

namespace atelier::testing {

struct Replica {
    explicit Replica(std::uint64_t actor_number) : actor{actor_number} {}

    // The op is stamped, merged here, and returned for the others.
    board::Op commit(board::OpBody body) {
        board::Op op;
        op.id = {actor, board.next_counter(actor)};
        op.lamport = board.lamport() + 1;
        op.span = board::span_of(body);
        op.body = std::move(body);
        ATELIER_CHECK(board.check(op).has_value());
        const auto outcome = board.apply(op);
        ATELIER_CHECK(outcome && *outcome == board::Outcome::Applied);
        return op;
    }

    board::Op add_card(std::string_view text, board::CardKind kind = board::CardKind::Need, std::string order = "a01") {
        return commit(board::AddItem{
            board::ItemKind::Card, kind, {board::kNullId, std::move(order), 0, 0}, "", std::string(text)});
    }
    board::Op add_thread(std::string_view name) {
        return commit(board::AddItem{board::ItemKind::Thread, board::CardKind::None, {}, "", std::string(name)});
    }
    board::Op insert(board::Id item, std::size_t at, std::string_view text) {
        const auto between = board.neighbours(item, at);
        return commit(board::InsertText{item, between.left, between.right, std::string(text)});
    }
    board::Op erase(board::Id item, std::size_t at, std::size_t units) {
        return commit(board::DeleteText{item, board.characters(item, at, units)});
    }
    std::string text(board::Id item) const { return board.find(item)->text.str(); }

    ActorId actor;
    board::Board board;
};

}  // namespace atelier::testing
