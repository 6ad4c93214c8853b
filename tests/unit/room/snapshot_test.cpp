// SPDX-License-Identifier: MIT
#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("a snapshot is taken every 256 ops, and given to the disk only when all it holds is committed") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    for (std::uint64_t i = 0; i < limits::kSnapshotEveryOps; ++i) {
        ada.submit({ada.make_card("c")});
    }
    CHECK(world.snapshots.empty());  // TestWorld checks the rest
    world.sync();
    REQUIRE(world.snapshots.size() == 1);
    CHECK(world.snapshots[0].position == OpSeq{limits::kSnapshotEveryOps});
    CHECK(world.snapshots[0].hash == world.room->board().hash());
}

TEST_CASE("a snapshot is taken every 64 KiB") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    for (int i = 0; i < 5; ++i) {
        ada.submit({ada.make_card(std::string(15'000, 'x'))});
        world.sync();
    }
    CHECK(world.snapshots.size() == 1);
}

TEST_CASE("a room that is about to go saves what is new, once") {
    TestWorld world;
    {
        TestMember ada(world);
        ada.join();
        CHECK_FALSE(world.room->save_if_behind());
        ada.submit({ada.make_card("c")});
        CHECK_FALSE(world.room->save_if_behind());  // in flight: later
        world.sync();
    }
    world.room->save_if_behind();
    CHECK(world.snapshots.size() == 1);
    CHECK_FALSE(world.room->save_if_behind());
    world.restart();
    CHECK_FALSE(world.room->save_if_behind());
    CHECK(world.snapshots.size() == 1);
    CHECK(world.room->board().items().size() == 1);
}
