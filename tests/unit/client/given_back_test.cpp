// A server that was put back to an older day gets back from its clients what it lost. Rules W… are those of
// proto/PROTOCOL.md.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "server/client/client_session.h"
#include "server/client/columns.h"
#include "tests/unit/client/two_devices.h"

namespace atelier::testing {
namespace {

using board::CardKind;

std::vector<std::string> texts(FakeDevice& device, CardKind kind) {
    std::vector<std::string> found;
    for (const board::Item* item : client::column(device.session().board(), kind)) {
        found.push_back(item->text.str());
    }
    std::sort(found.begin(), found.end());
    return found;
}

// The tab lives on through it: its memory is what gives back.
void put_back(Room& room, std::size_t ops) {
    room.anne.disconnect();
    room.bob.disconnect();
    room.server.go_back_to(ops);
}

}  // namespace

TEST_CASE("[W29] a server put back to an older day gets back what it had acknowledged, everybody's, once") {
    Room room;
    const board::Id shared = room.post(room.anne, CardKind::Need, "commune");
    REQUIRE(room.bob.session().edit_text(shared, 7, 0, " à tous"));
    room.post(room.bob, CardKind::Fear, "de Bob");
    const board::Id lost = room.post(room.anne, CardKind::Story, "d'Anne");
    const ActorId anne = room.anne.session().actor();
    const ActorId bob = room.bob.session().actor();
    const std::uint64_t hash = room.server.board().hash();
    put_back(room, 1);

    SECTION("one comes alone") {
        room.anne.connect();
        CHECK(room.server.board().hash() == hash);
        CHECK(room.server.given_back == 3);
        room.bob.connect();
        CHECK(room.server.given_back == 3);
    }
    SECTION("the other comes first, having written something on what was lost") {
        REQUIRE(room.bob.session().edit_text(lost, 6, 0, ", suite"));
        room.bob.connect();
        CHECK(room.server.given_back == 3);
        CHECK(room.server.log().back().id.actor == bob);
        room.anne.connect();
        CHECK(room.anne.text(lost) == "d'Anne, suite");
    }
    SECTION("nobody comes before a third has written") {
        FakeDevice eve(room.server, 9);
        eve.connect();
        REQUIRE(eve.session().add_card(CardKind::Need, "entre-temps"));
        eve.settle();
        room.bob.connect();
        room.anne.connect();
        eve.settle();
        CHECK(eve.session().board().hash() == room.server.board().hash());
        CHECK(texts(eve, CardKind::Need) == std::vector<std::string>{"commune à tous", "entre-temps"});
    }
    CHECK(room.anne.session().can_undo());
    room.check_equal();
    CHECK(room.anne.session().actor() == anne);
    CHECK(room.bob.session().actor() == bob);
    CHECK(texts(room.bob, CardKind::Fear) == std::vector<std::string>{"de Bob"});
    CHECK(texts(room.bob, CardKind::Story).size() == 1);
    CHECK(room.anne.refusals.empty());
    CHECK(room.bob.refusals.empty());
    // Life goes on, and a cut after that brings nothing twice.
    REQUIRE(room.anne.session().add_card(CardKind::Barrier, "après"));
    room.check_equal();
    room.anne.disconnect();
    room.anne.connect();
    room.check_equal();
}

TEST_CASE("[W29] what was committed, and lost before its author heard of it, is there once") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    room.post(room.anne, CardKind::Need, "deux");
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.anne.save();
    room.anne.send();  // Bob gets it; the echo to Anne is lost
    room.bob.settle();
    REQUIRE(room.bob.session().board().items().size() == 3);
    put_back(room, 1);
    SECTION("its author comes first") {
        room.anne.connect();
        room.bob.connect();
    }
    SECTION("who saw it comes first") {
        room.bob.connect();
        room.anne.connect();
    }
    room.check_equal();
    CHECK(texts(room.bob, CardKind::Need) == std::vector<std::string>{"deux", "trois", "un"});
}

TEST_CASE("[W29] who has nothing to give back any more writes as another actor, and what waits is kept") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    room.post(room.anne, CardKind::Need, "deux");
    const ActorId before = room.anne.session().actor();
    room.anne.disconnect();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.anne.save();
    room.anne.kill_and_reopen();
    put_back(room, 1);
    room.anne.connect();
    CHECK(room.anne.session().actor() != before);
    CHECK(texts(room.anne, CardKind::Need) == std::vector<std::string>{"trois", "un"});
    room.bob.connect();  // has seen the second
    room.check_equal();
    CHECK(texts(room.anne, CardKind::Need) == std::vector<std::string>{"deux", "trois", "un"});
}

TEST_CASE("[W29] who only reads gives back too") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    room.post(room.anne, CardKind::Need, "deux");
    room.anne.kill_and_reopen();
    put_back(room, 1);
    room.server.role = 4;
    room.bob.connect();
    CHECK(room.server.given_back == 1);
    room.server.role = 1;
    room.anne.connect();
    room.check_equal();
    CHECK(texts(room.anne, CardKind::Need) == std::vector<std::string>{"deux", "un"});
}

TEST_CASE("[W29] where a board took something else under the ids of what was shown ahead, it is read anew") {
    Room room;
    const board::Id card = room.post(room.anne, CardKind::Need, "un");
    REQUIRE(room.anne.session().edit_text(card, 2, 0, " et deux"));
    room.settle();
    put_back(room, 1);
    room.server.refuses_given_back = true;  // a Void stands in its place
    room.bob.connect();
    room.bob.settle();
    CHECK(room.bob.text(card) == "un");
    CHECK(room.bob.session().board().hash() == room.server.board().hash());
}

TEST_CASE("[W29] a server that does not know its own proof takes nothing back, and the client goes on without") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    room.post(room.anne, CardKind::Need, "deux");
    put_back(room, 1);
    room.server.forget_keys();
    room.anne.connect();
    room.bob.connect();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.check_equal();
    CHECK(room.anne.refusals.size() == 1);
    CHECK(room.server.given_back == 0);
    CHECK(texts(room.bob, CardKind::Need) == std::vector<std::string>{"trois", "un"});
}

}  // namespace atelier::testing
