// Links that were taken back and devices that were sent away, as members meet it.
// SPDX-License-Identifier: MIT
#include "server/room/access.h"

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
    world.access.expel(test_board(), ada.actor);
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
    access.load(records);
    CHECK(access.lets_in(7, test_board(), ActorId{1}));
    CHECK(access.lets_in(8, test_board(), ActorId{1}).error().code == ErrorCode::Revoked);
    CHECK(access.lets_in(7, test_board(), ActorId{9}).error().code == ErrorCode::Expelled);
    CHECK(access.lets_in(7, BoardId{}, ActorId{9}));
    REQUIRE(access.made_on(test_board()).size() == 2);
    CHECK(access.made_on(test_board())[0]->id() == 8);
}
