// Links that were taken back and devices that were sent away, as members meet it.
// SPDX-License-Identifier: MIT
#include "server/room/access.h"

#include <array>

#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("a link that was taken back lets nobody in, and says so in words") {
    TestWorld world;
    TestMember ada(world);
    const v1::Hello hello = ada.hello();
    const auto shown = workshop::verify_capability(hello.token(), world.key, world.clock.now_ms);
    REQUIRE(shown);
    world.access.revoke(shown->id);
    ada.say(hello);
    const v1::Refused refused = ada.refused();
    CHECK(refused.reason() == v1::REASON_REVOKED);
    CHECK(refused.closing());
    CHECK(refused.message().find("lien a été retiré") != std::string::npos);
    CHECK(ada.session.closing() == CloseCode::RefusedForGood);
    TestMember bob(world);  // another link
    bob.join();
}

TEST_CASE("a device that was sent away is not let in again, whatever key it shows; another is") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    ada.join();
    bob.join();
    world.access.expel({test_board(), ada.actor});
    world.room->send_away([&](const MemberSession& member) { return member.person().actor == ada.actor; },
                          ErrorCode::Expelled);
    CHECK(ada.refused().reason() == v1::REASON_EXPELLED);
    CHECK_FALSE(bob.session.closing());
    CHECK(world.room->people().size() == 1);
    for (const bool has_key : {true, false}) {
        TestMember again(world);
        v1::Hello hello = again.hello();
        hello.set_actor(ada.actor.value);
        hello.set_actor_key(has_key ? workshop::actor_key(test_board(), ada.actor, world.key) : Bytes("no"));
        again.say(hello);
        CHECK(again.refused().reason() == v1::REASON_EXPELLED);
    }
}

TEST_CASE("of each link it is known how many devices opened it, and when last") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    const v1::Hello hello = ada.hello();
    ada.join(hello);
    world.clock.now_ms += 5;
    bob.join(hello);
    const std::uint64_t link = ada.session.admission().link.id;
    const LinkUse& use = world.access.uses_of(test_board()).at(link);
    CHECK(use.devices.size() == 2);
    CHECK(use.used_ms == world.clock.now_ms);
    CHECK(use.role == workshop::Role::Participant);
    CHECK(world.access.uses_of(BoardId{}).empty());
}

TEST_CASE("what the catalogue had is known from the start") {
    AccessRecords records;
    v1::Link& link = records.links.emplace_back();
    link.set_id(7);
    link.set_made_on(std::string(test_board().view()));
    link.set_made_ms(2);
    v1::Link& gone = records.links.emplace_back();
    gone.set_id(8);
    gone.set_made_on(std::string(test_board().view()));
    gone.set_made_ms(1);
    gone.set_revoked_ms(3);
    v1::Expulsion& expulsion = records.expulsions.emplace_back();
    expulsion.set_board(std::string(test_board().view()));
    expulsion.set_actor(9);
    Access access;
    access.load(records, TestDirectory(), {});
    const Seat other{test_board(), ActorId{1}};
    const Seat gone_seat{test_board(), ActorId{9}};
    CHECK(access.lets_in(7, other, other));
    CHECK(access.lets_in(8, other, other).error().code == ErrorCode::Revoked);
    CHECK(access.lets_in(7, gone_seat, gone_seat).error().code == ErrorCode::Expelled);
    CHECK(access.lets_in(7, {BoardId{}, ActorId{9}}, {BoardId{}, ActorId{9}}));
    REQUIRE(access.made_on(test_board()).size() == 2);
    CHECK(access.made_on(test_board())[0]->id() == 8);
}

namespace {

BoardId numbered(std::uint8_t number) {
    BoardId board;
    board.bytes[0] = number;
    return board;
}

// A shared board, 1, with two tables, 2 and 3; and a board of its own, 4.
class Family final : public BoardDirectory {
public:
    Result<BoardListing> find(const BoardId& board) const override {
        BoardListing listing;
        listing.board = board;
        const bool is_table = board == numbered(2) || board == numbered(3);
        listing.table_of = is_table ? numbered(1) : BoardId{};
        return listing;
    }
    Seat home(const Seat& seat) const { return home_of(*find(seat.board), seat.actor, key); }
    Seat on(std::uint8_t board, const Seat& home) const { return seat_on(*find(numbered(board)), home, key); }

    workshop::ServerKey key;
};

v1::Expulsion expulsion_of(const Seat& seat, bool only_here) {
    v1::Expulsion expulsion;
    expulsion.set_board(std::string(seat.board.view()));
    expulsion.set_actor(seat.actor.value);
    expulsion.set_only_here(only_here);
    return expulsion;
}

}  // namespace

TEST_CASE(
    "who is sent away from a shared board or from one of its tables is away from all of them, and nobody else is") {
    const Family family;
    const Seat ada{numbered(1), ActorId{5}};
    const Seat bob{numbered(1), ActorId{6}};
    const std::array<std::uint8_t, 3> boards{1, 2, 3};
    for (const std::uint8_t from : boards) {
        CAPTURE(int{from});
        AccessRecords records;
        records.expulsions.push_back(expulsion_of(from == 1 ? ada : family.on(from, ada), false));
        Access access;
        access.load(records, family, family.key);
        for (const std::uint8_t to : boards) {
            CAPTURE(int{to});
            const Seat hers = to == 1 ? ada : family.on(to, ada);
            CHECK(family.home(hers) == ada);
            CHECK(access.lets_in(7, hers, family.home(hers)).error().code == ErrorCode::Expelled);
            const Seat his = to == 1 ? bob : family.on(to, bob);
            CHECK(access.lets_in(7, his, family.home(his)));
        }
        const Seat elsewhere{numbered(4), ada.actor};
        CHECK(access.lets_in(7, elsewhere, family.home(elsewhere)));
    }
}

TEST_CASE("who leads one table alone sends away from that table alone") {
    const Family family;
    const Seat ada{numbered(1), ActorId{5}};
    AccessRecords records;
    records.expulsions.push_back(expulsion_of(family.on(2, ada), true));
    Access access;
    access.load(records, family, family.key);
    CHECK(access.lets_in(7, family.on(2, ada), ada).error().code == ErrorCode::Expelled);
    CHECK(access.lets_in(7, family.on(3, ada), ada));
    CHECK(access.lets_in(7, ada, ada));
}
