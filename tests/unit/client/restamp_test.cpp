// Ops that change hands: ids they make and name, without gaps and without borrowing from anybody.
// SPDX-License-Identifier: MIT
#include "server/client/restamp.h"

#include <utility>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "tests/support/catch.h"

namespace atelier::client {
namespace {

constexpr ActorId kOld{7};
constexpr ActorId kNew{9};
constexpr board::Id kNobodys{kNew, limits::kCounterMax};

board::Op make(std::uint32_t counter, board::OpBody body) {
    board::Op op;
    op.id = {kOld, counter};
    op.lamport = counter;
    op.span = board::span_of(body);
    op.body = std::move(body);
    return op;
}

board::Op make_card(std::uint32_t counter) {
    board::AddItem card;
    card.kind = board::ItemKind::Card;
    card.card_kind = board::CardKind::Need;
    card.text = "abcd";
    return make(counter, std::move(card));
}

}  // namespace

TEST_CASE("[W8] ops signed anew follow each other, also where one between them was refused") {
    // 10 to 14, then a gap of 3, then 18 to 22, then 23.
    const auto ops = restamp(
        {make_card(10), make_card(18), make(23, board::SetRegister{{kOld, 18}, board::Removed{true}})}, kNew, 2);
    REQUIRE(ops.size() == 3);
    CHECK(ops[0].id == board::Id{kNew, 2});
    CHECK(ops[1].id == board::Id{kNew, 7});
    CHECK(ops[2].id == board::Id{kNew, 12});
    CHECK(std::get<board::SetRegister>(ops[2].body).item == board::Id{kNew, 7});
}

TEST_CASE("[W8] what named an id of a refused op names one that nobody makes; what was acknowledged keeps its name") {
    const auto ops = restamp({make_card(10), make(18, board::SetRegister{{kOld, 16}, board::Removed{true}}),
                              make(19, board::SetRegister{{kOld, 4}, board::Removed{true}})},
                             kNew, 1);
    CHECK(std::get<board::SetRegister>(ops[1].body).item == kNobodys);
    CHECK(std::get<board::SetRegister>(ops[2].body).item == board::Id{kOld, 4});
}

TEST_CASE("[W8] a range over what was acknowledged, moved and refused becomes one of each, and can be sent") {
    const board::Id card{ActorId{3}, 1};
    const auto ops =
        restamp({make_card(10), make_card(18), make(23, board::DeleteText{card, {{{kOld, 8}, 12}}})}, kNew, 1);
    const std::vector<board::IdRange> expected{{{kOld, 8}, 2}, {{kNew, 1}, 5}, {kNobodys, 1}, {{kNew, 6}, 2}};
    CHECK(std::get<board::DeleteText>(ops[2].body).ranges == expected);
    CHECK(board::decode_batch(board::encode_batch(ops)).has_value());
}

}  // namespace atelier::client
