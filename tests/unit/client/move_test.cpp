// Where cards go: to another rank, into another column, anywhere on the wall.
// SPDX-License-Identifier: MIT
#include <chrono>
#include <string>

#include "server/base/limits.h"
#include "server/client/client_session.h"
#include "server/client/columns.h"
#include "tests/support/catch.h"
#include "tests/unit/client/two_devices.h"

namespace atelier::testing {
namespace {

using board::CardKind;

}  // namespace

TEST_CASE("moving puts a card where it was dropped, in its column or another, for everybody") {
    Room room;
    client::ClientSession& anne = room.anne.session();
    const board::Id a = anne.add_card(CardKind::Need, "a").value();
    const board::Id b = anne.add_card(CardKind::Need, "b").value();
    const board::Id c = anne.add_card(CardKind::Need, "c").value();
    const auto order = [&](CardKind kind) {
        std::string text;
        for (const board::Item* item : client::column(room.bob.session().board(), kind)) {
            text += item->text.str();
        }
        return text;
    };
    room.settle();
    CHECK(order(CardKind::Need) == "abc");
    REQUIRE(anne.move_card(c, CardKind::Need, a));
    room.settle();
    CHECK(order(CardKind::Need) == "cab");
    REQUIRE(anne.move_card(c, CardKind::Need, board::kNullId));
    room.settle();
    CHECK(order(CardKind::Need) == "abc");
    REQUIRE(anne.move_card(b, CardKind::Solution, board::kNullId));
    room.check_equal();
    CHECK(order(CardKind::Need) == "ac");
    CHECK(order(CardKind::Solution) == "b");
}

TEST_CASE("a card laid somewhere on the wall lies there for everybody, keeps its rank, and goes back with undo") {
    Room room;
    client::ClientSession& anne = room.anne.session();
    const board::Id a = anne.add_card(CardKind::Need, "a").value();
    const board::Id b = anne.add_card(CardKind::Need, "b").value();
    room.settle();
    const auto place_at_bob = [&] { return room.bob.session().board().find(a)->placement.value; };
    const std::string rank = place_at_bob().order;
    anne.set_time(std::chrono::seconds(1));
    REQUIRE(anne.place_card(a, -340, 1'250));
    room.settle();
    CHECK(place_at_bob() == board::Placement{board::kNullId, rank, -340, 1'250});
    anne.set_time(std::chrono::seconds(2));
    REQUIRE(anne.move_card(a, CardKind::Need, board::kNullId));
    room.settle();
    CHECK(place_at_bob().order > room.bob.session().board().find(b)->placement.value.order);
    CHECK(place_at_bob().y == 1'250);
    REQUIRE(anne.undo());
    REQUIRE(anne.undo());
    room.check_equal();
    CHECK(place_at_bob() == board::Placement{board::kNullId, rank, 0, 0});
}

TEST_CASE("a gap that is used up is made anew, and the order stays") {
    Room room;
    client::ClientSession& anne = room.anne.session();
    const board::Id first = anne.add_card(CardKind::Need, "1").value();
    board::Id before = anne.add_card(CardKind::Need, "2").value();
    const board::Id mover_a = anne.add_card(CardKind::Need, "3").value();
    const board::Id mover_b = anne.add_card(CardKind::Need, "4").value();
    for (int i = 0; i < 800; ++i) {
        const board::Id mover = i % 2 == 0 ? mover_a : mover_b;
        REQUIRE(anne.move_card(mover, CardKind::Need, before));
        before = mover;
        if (i % 100 == 0) {
            room.settle();
        }
    }
    room.check_equal();
    CHECK(client::column(anne.board(), CardKind::Need).front()->id == first);
    for (const board::Item* item : client::column(anne.board(), CardKind::Need)) {
        CHECK(item->placement.value.order.size() <= limits::kOrderBytesMax);
    }
}

}  // namespace atelier::testing
