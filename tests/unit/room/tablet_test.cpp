// A tablet that lies on a table (rule W37): several people write on it and sign each card; it votes for nobody.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "server/room/crowd.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("[W37] a tablet's cards say who signed each, and its ballots are refused one by one") {
    Hall hall;
    Device tablet(hall.world, Role::Tablet, 3);
    hall.devices.push_back(&tablet);
    hall.phase(3);
    tablet.client.sign_as("Ville de Lorient");
    const Id first = tablet.add("d'une mairie");
    tablet.client.sign_as("Cerema");
    const Id second = tablet.add("d'un établissement");
    hall.settle();
    const auto label = [&](Id card) { return hall.ana.client.board().find(card)->organisation.value; };
    CHECK(label(first) == "Ville de Lorient");
    CHECK(label(second) == "Cerema");

    static_cast<void>(tablet.client.take_changes());
    REQUIRE(tablet.client.vote(first, 1));
    REQUIRE(tablet.client.edit_text(second, 0, 0, "aussi : "));
    hall.settle();
    const auto refusals = tablet.client.take_changes().refusals;
    REQUIRE(refusals.size() == 1);
    CHECK(refusals.front().reason == ErrorCode::SharedDevice);
    CHECK_FALSE(refusals.front().closing);
    const board::Board& board = hall.world.room->board();
    CHECK(board.ballots().begin() == board.ballots().end());
    CHECK(hall.ana.client.board().find(second)->text.str() == "aussi : d'un établissement");
    hall.check_same();
}

TEST_CASE("[W37] a tablet is counted as a device, not among people") {
    TestWorld world;
    TestMember tablet(world);
    TestMember ana(world);
    tablet.join(Role::Tablet);
    ana.join();
    const v1::Crowd crowd = count_crowd({&tablet.session, &ana.session}, 0, false);
    CHECK(crowd.tablets() == 1);
    CHECK(crowd.participants() == 1);
    CHECK(crowd.organisations_size() == 1);
}
