// Who a client is over several lives, and whose ops wait in its outbox. Rules W… are those of proto/PROTOCOL.md.
// SPDX-License-Identifier: MIT
#include <vector>

#include "server/client/client_session.h"
#include "server/client/columns.h"
#include "tests/unit/client/two_devices.h"

namespace atelier::testing {
namespace {

using board::CardKind;

}  // namespace

TEST_CASE("[W12] what was sent before the kill and is in the outbox still is not applied twice") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "une fois").value();
    room.anne.save();
    room.anne.send();  // the echo never arrives
    room.anne.kill_and_reopen();
    room.anne.connect();
    room.check_equal();
    CHECK(room.server.log().size() == 1);
    CHECK(room.bob.text(card) == "une fois");
}

TEST_CASE("[W25] a tab opened again without a network takes cards, under ids that no earlier life gave away") {
    Room room;
    const board::Id before = room.anne.session().add_card(CardKind::Need, "avant").value();
    room.settle();
    room.anne.save();
    room.anne.kill_and_reopen();
    REQUIRE(room.anne.session().pending_ops() == 0);
    const board::Id unsigned_card = room.anne.session().add_card(CardKind::Need, "sans réseau").value();
    CHECK(room.anne.text(unsigned_card) == "sans réseau");
    room.anne.connect();
    room.check_equal();
    const auto cards = client::column(room.bob.session().board(), CardKind::Need);
    REQUIRE(cards.size() == 2);
    CHECK(room.bob.text(before) == "avant");
    CHECK(cards[0]->id.actor == cards[1]->id.actor);
}

TEST_CASE("[W25] a server put back to an older day gives another actor to whom it had acknowledged more") {
    Room room;
    REQUIRE(room.anne.session().add_card(CardKind::Need, "un"));
    room.settle();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "deux"));
    room.settle();
    const ActorId before = room.anne.session().actor();
    room.anne.disconnect();
    room.server.go_back_to(1);
    room.bob.disconnect();
    room.bob.connect();
    room.anne.connect();
    CHECK(room.anne.session().actor() != before);
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.check_equal();
    CHECK(room.server.log().back().id == board::Id{room.anne.session().actor(), 1});
}

TEST_CASE("[W25] whoever only read in an earlier life writes nothing before a Welcome either") {
    Room room;
    constexpr std::int32_t kObserver = 4;
    room.server.role = kObserver;
    room.anne.disconnect();
    room.anne.connect();
    room.anne.save();
    room.anne.kill_and_reopen();
    const auto card = room.anne.session().add_card(CardKind::Need, "trop tôt");
    REQUIRE_FALSE(card);
    CHECK(card.error().code == ErrorCode::NotAllowed);
    room.anne.connect();
    room.check_equal();
}

TEST_CASE("[W25] what waits is kept while the link only reads, and goes when it writes again") {
    Room room;
    room.anne.disconnect();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "plus tard"));
    constexpr std::int32_t kObserver = 4;
    room.server.role = kObserver;
    room.anne.connect();
    room.settle();
    CHECK(room.anne.session().pending_ops() == 1);
    CHECK(room.anne.refusals.empty());
    CHECK(room.server.log().empty());
    room.server.role = 1;
    room.anne.disconnect();
    room.anne.connect();
    room.check_equal();
    CHECK(room.server.log().size() == 1);
}

TEST_CASE("[W8] when the key does not fit any more, what waits is signed anew and nothing is lost") {
    Room room;
    const board::Id old_card = room.anne.session().add_card(CardKind::Need, "ancienne").value();
    room.settle();
    room.anne.disconnect();
    REQUIRE(room.anne.session().edit_text(old_card, 8, 0, " carte"));
    const board::Id card = room.anne.session().add_card(CardKind::Need, "nouvelle").value();
    room.anne.save();
    REQUIRE(room.anne.session().edit_text(card, 8, 0, " carte"));
    REQUIRE(room.anne.session().edit_text(old_card, 0, 1, "A"));
    room.server.forget_keys();
    room.bob.disconnect();
    room.bob.connect();
    room.anne.connect();
    room.check_equal();
    CHECK(room.bob.text(old_card) == "Ancienne carte");
    const auto cards = client::column(room.bob.session().board(), CardKind::Need);
    REQUIRE(cards.size() == 2);
    CHECK(cards[1]->text.str() == "nouvelle carte");
    CHECK(cards[1]->id != card);
}

TEST_CASE("a server put back to an older day gets what waits here, under a new actor") {
    Room room;
    REQUIRE(room.anne.session().add_card(CardKind::Need, "un"));
    room.settle();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "deux"));
    room.settle();
    room.anne.disconnect();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.server.go_back_to(1);
    room.bob.disconnect();
    room.bob.connect();
    room.anne.connect();
    room.check_equal();
    const auto cards = client::column(room.bob.session().board(), CardKind::Need);
    REQUIRE(cards.size() == 2);
    CHECK(cards[1]->text.str() == "trois");
}

TEST_CASE("saved bytes that are not ours are refused and change nothing") {
    Room room;
    room.anne.save();
    SeededRandom random(9);
    client::ClientSession session({}, random);
#ifndef __wasm__
    CHECK_FALSE(session.restore("garbage"));
#endif
    CHECK_FALSE(session.restore(""));
    CHECK(session.actor().value == 0);
    CHECK(session.restore(room.anne.disk));
    CHECK(session.actor() == room.anne.session().actor());
}

}  // namespace atelier::testing
