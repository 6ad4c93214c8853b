// SPDX-License-Identifier: MIT
#include "server/room/load.h"

#include "server/base/limits.h"
#include "server/board/pbf.h"
#include "server/board/state_format.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

void write_cards(TestWorld& world, int count) {
    TestMember ada(world);
    ada.join();
    for (int i = 0; i < count; ++i) {
        ada.submit({ada.make_card("c")});
        world.sync();
    }
}

void append(TestWorld& world, std::uint64_t first, const Bytes& batch, std::uint32_t op_count = 1) {
    storage::Append one;
    one.board = test_board();
    one.first = OpSeq{first};
    one.op_count = op_count;
    one.batch = batch;
    REQUIRE(world.store.append({one}));
}

ErrorCode load_error(TestWorld& world) {
    const auto loaded = load_board(world.store, test_board());
    REQUIRE_FALSE(loaded);
    return loaded.error().code;
}

}  // namespace

TEST_CASE("a board that was never written is empty") {
    TestWorld world;
    const auto loaded = load_board(world.store, test_board());
    REQUIRE(loaded);
    CHECK(loaded->position == OpSeq{0});
    CHECK(loaded->board.items().empty());
}

TEST_CASE("a board loads to the same state from its log and from a snapshot with the log behind it") {
    TestWorld world;
    const int cards = static_cast<int>(limits::kSnapshotEveryOps) + 44;
    write_cards(world, cards);
    REQUIRE(world.snapshots.size() == 1);
    const auto loaded = load_board(world.store, test_board());
    REQUIRE(loaded);
    CHECK(loaded->snapshot_position == OpSeq{limits::kSnapshotEveryOps});
    CHECK(loaded->position == OpSeq{static_cast<std::uint64_t>(cards)});
    CHECK(loaded->board.hash() == world.room->board().hash());
}

TEST_CASE("[W18] the tail for those who come back reaches further than the newest snapshot, also after a restart") {
    TestWorld world;
    write_cards(world, static_cast<int>(limits::kSnapshotEveryOps) + 10);
    const auto loaded = load_board(world.store, test_board());
    REQUIRE(loaded);
    CHECK(loaded->recent.since(OpSeq{1}, loaded->position).has_value());
}

TEST_CASE("[F9] a snapshot of another version's format is passed over: the board comes from the log") {
    TestWorld world;
    write_cards(world, 3);
    storage::Snapshot snapshot;
    snapshot.position = OpSeq{2};
    board::pbf::Writer(snapshot.state).add_uint32(board::state_format::field::state::kFormat, 1);
    snapshot.hash = 4;
    REQUIRE(world.store.put_snapshot(test_board(), snapshot));
    const auto loaded = load_board(world.store, test_board());
    REQUIRE(loaded);
    CHECK(loaded->position == OpSeq{3});
    CHECK(loaded->board.hash() == world.room->board().hash());
}

TEST_CASE("a board that does not fit together is never served in part") {
    TestWorld world;
    write_cards(world, 2);
    SECTION("a record that cannot be read") {
        append(world, 3, "\xff\xff");
    }
    SECTION("a record that counts its ops wrongly") {
        TestMember ada(world);
        ada.actor = ActorId{5};
        append(world, 3, board::encode_batch(std::vector<board::Op>{ada.make_card("c")}), 2);
    }
    SECTION("an op whose predecessor is missing") {
        TestMember ada(world);
        ada.actor = ActorId{5};
        ada.next_counter = 9;
        append(world, 3, board::encode_batch(std::vector<board::Op>{ada.make_card("c")}));
    }
    SECTION("a snapshot that cannot be read") {
        storage::Snapshot snapshot;
        snapshot.position = OpSeq{2};
        snapshot.state = "\xff\xff";
        REQUIRE(world.store.put_snapshot(test_board(), snapshot));
    }
    SECTION("a snapshot of another state") {
        storage::Snapshot snapshot;
        snapshot.position = OpSeq{2};
        snapshot.state = world.room->board().encode();
        snapshot.hash = world.room->board().hash() + 1;
        REQUIRE(world.store.put_snapshot(test_board(), snapshot));
    }
    CHECK(load_error(world) == ErrorCode::Corrupt);
}
