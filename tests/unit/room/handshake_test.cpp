// SPDX-License-Identifier: MIT
#include "server/room/handshake.h"

#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

struct Door {
    TestWorld world;
    TestMember member{world};
    v1::Hello hello = member.hello();

    ErrorCode refusal() const {
        const auto admission = admit(hello, test_board(), world.directory, world.key, world.clock.now_ms);
        REQUIRE_FALSE(admission);
        return admission.error().code;
    }
    Admission admission() const {
        auto admitted = admit(hello, test_board(), world.directory, world.key, world.clock.now_ms);
        REQUIRE(admitted);
        return *std::move(admitted);
    }
};

}  // namespace

TEST_CASE("[W6] the highest version both know is spoken") {
    Door door;
    door.hello.set_version(7);
    CHECK(door.admission().version == 1);
}

TEST_CASE("[W6] a client that is too old, or wants nothing this server speaks, is told so") {
    Door door;
    door.hello.set_version(0);
    CHECK(door.refusal() == ErrorCode::VersionTooOld);
    door.hello.set_version(7);
    door.hello.set_version_min(7);
    CHECK(door.refusal() == ErrorCode::VersionTooOld);
}

TEST_CASE("[W7] a token opens the boards of its atelier, or the one board it names, until its date") {
    Door door;
    CHECK(door.admission().role == workshop::Role::Participant);

    workshop::Capability capability;
    capability.role = workshop::Role::Screen;
    capability.expires_ms = door.world.clock.now_ms + 1;
    capability.board = test_board();
    door.hello.set_token(workshop::sign_capability(capability, door.world.key));
    CHECK(door.admission().role == workshop::Role::Screen);
    door.world.clock.now_ms += 1;
    CHECK(door.refusal() == ErrorCode::ExpiredToken);
}

TEST_CASE("[W7] a token for a board opens its tables, one for a table opens that table alone") {
    BoardId other;
    other.bytes.fill(7);
    BoardListing shared;
    shared.board = test_board();
    BoardListing table;
    table.board = other;
    table.table_of = test_board();
    BoardListing beside;
    beside.board.bytes.fill(8);
    beside.table_of = test_board();
    workshop::Capability right;
    right.board = test_board();
    CHECK(opens(right, shared));
    CHECK(opens(right, table));
    right.board = other;
    CHECK_FALSE(opens(right, shared));
    CHECK(opens(right, table));
    CHECK_FALSE(opens(right, beside));
}

TEST_CASE("[W7] a token that is garbage, forged or for something else opens nothing") {
    Door door;
    door.hello.set_token("garbage");
    CHECK(door.refusal() == ErrorCode::BadToken);

    workshop::Capability capability;
    capability.role = workshop::Role::Facilitator;
    capability.atelier = "eau";
    capability.expires_ms = door.world.clock.now_ms + 1000;
    door.hello.set_token(workshop::sign_capability(capability, workshop::make_server_key()));
    CHECK(door.refusal() == ErrorCode::BadToken);

    capability.atelier = "feu";
    door.hello.set_token(workshop::sign_capability(capability, door.world.key));
    CHECK(door.refusal() == ErrorCode::BadToken);

    capability.atelier = "eau";
    capability.board = test_board();
    capability.board.bytes[15] = 1;
    door.hello.set_token(workshop::sign_capability(capability, door.world.key));
    CHECK(door.refusal() == ErrorCode::BadToken);
}

TEST_CASE("[W7] a hello for another board than the connection's is refused, and so is a board that does not exist") {
    Door door;
    door.hello.set_board(std::string(16, 'x'));
    CHECK(door.refusal() == ErrorCode::BadToken);
    door.hello.set_board(std::string(test_board().view()));
    door.world.directory.listing.board.bytes[1] = 1;
    CHECK(door.refusal() == ErrorCode::BadToken);
}

TEST_CASE("[W8] an actor is taken back with its key and with no other") {
    Door door;
    const ActorId actor{42};
    door.hello.set_actor(actor.value);
    door.hello.set_actor_key(workshop::actor_key(test_board(), actor, door.world.key));
    CHECK(door.admission().actor == actor);
    door.hello.set_actor(43);
    CHECK(door.admission().actor == ActorId{});
    door.hello.set_actor_key("");
    CHECK(door.admission().actor == ActorId{});
}

TEST_CASE("a name or organisation that cannot be shown is refused") {
    Door door;
    door.hello.set_name(std::string(65, 'a'));
    CHECK(door.refusal() == ErrorCode::TooLarge);
    door.hello.set_name(std::string("a\0b", 3));
    CHECK(door.refusal() == ErrorCode::BadText);
    door.hello.set_name("Ada");
    door.hello.set_organisation(std::string(257, 'o'));
    CHECK(door.refusal() == ErrorCode::TooLarge);
    door.hello.set_organisation("Ville");
    CHECK(door.admission().name == "Ada");
    CHECK(door.admission().organisation == "Ville");
}

TEST_CASE("a voter is one per actor and board, never 0, and says nothing of the actor's key") {
    const workshop::ServerKey key = workshop::make_server_key();
    const VoterId voter = voter_of(test_board(), ActorId{1}, key);
    CHECK(voter == voter_of(test_board(), ActorId{1}, key));
    CHECK(voter != voter_of(test_board(), ActorId{2}, key));
    CHECK(voter != voter_of(BoardId{}, ActorId{1}, key));
    CHECK(voter != VoterId{});
    const Bytes proof = workshop::actor_key(test_board(), ActorId{1}, key);
    std::uint64_t start = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        start = (start << 8U) | static_cast<unsigned char>(proof[i]);
    }
    CHECK(voter.value != start);
}
