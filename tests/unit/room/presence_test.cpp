// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("[W23] presence is one frame for the board at each tick in which it changed, and counts people only") {
    TestWorld world;
    TestMember ada(world);
    TestMember screen(world);
    TestMember observer(world);
    v1::Hello hello = ada.hello(workshop::Role::Facilitator);
    hello.set_name("Ada");
    ada.join(hello);
    screen.join(workshop::Role::Screen);
    observer.join(workshop::Role::Observer);
    CHECK(ada.all().empty());
    world.room->on_tick();
    REQUIRE(ada.session.has_frame());
    REQUIRE(screen.session.has_frame());
    const SharedFrame shared = ada.session.next_frame();
    CHECK(shared == screen.session.next_frame());
    v1::Frame frame;
    REQUIRE(frame.ParseFromString(*shared));
    CHECK(frame.presence().connected() == 1);
    REQUIRE(frame.presence().people_size() == 1);
    CHECK(frame.presence().people(0).name() == "Ada");
    CHECK(frame.presence().people(0).actor() == ada.actor.value);
    world.room->on_tick();
    CHECK(ada.all().empty());
}

TEST_CASE(
    "[W20] while the board changes its hash is told, at most every ten seconds, and only where all has been told") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    world.room->on_tick();
    ada.all();
    ada.submit({ada.make_card("en vol")});
    for (int second = 0; second < 12; ++second) {
        world.room->on_tick();  // not on disk yet
    }
    CHECK(ada.all().empty());
    world.sync();
    ada.all();
    std::vector<v1::Frame> told;
    for (int second = 0; second < 21; ++second) {
        if (second < 12) {
            ada.submit({ada.make_card("encore")});
            world.sync();
            ada.all();
        }
        world.room->on_tick();
        const auto frames = ada.all();
        told.insert(told.end(), frames.begin(), frames.end());
    }
    REQUIRE(told.size() == 3);  // at 0, 10 and 20 seconds; then nothing changes any more
    CHECK(told[0].presence().position() == 2);
    CHECK(told[1].presence().position() == 12);
    CHECK(told[2].presence().position() == 13);
    CHECK(told[2].presence().state_hash() == world.room->board().hash());
    CHECK(told[1].presence().state_hash() != told[2].presence().state_hash());
}

TEST_CASE("[W23] a person changes what it says of itself, and of nobody else") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    world.room->on_tick();
    ada.all();
    v1::Frame said;
    v1::Person& self = *said.mutable_presence()->add_people();
    self.set_actor(12345);
    self.set_name("Ada");
    self.set_organisation("Ville");
    ada.send(said);
    world.room->on_tick();
    const auto frame = ada.next();
    REQUIRE(frame);
    REQUIRE(frame->presence().people_size() == 1);
    CHECK(frame->presence().people(0).actor() == ada.actor.value);
    CHECK(frame->presence().people(0).organisation() == "Ville");
}

TEST_CASE("[W23] presence of nobody, of two, or with a name that cannot be shown is refused") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    v1::Frame said;
    v1::Reason reason = v1::REASON_MALFORMED;
    SECTION("nobody") {
        said.mutable_presence();
    }
    SECTION("two") {
        said.mutable_presence()->add_people();
        said.mutable_presence()->add_people();
    }
    SECTION("too long") {
        said.mutable_presence()->add_people()->set_name(std::string(65, 'a'));
        reason = v1::REASON_TOO_LARGE;
    }
    ada.send(said);
    CHECK(ada.refused().reason() == reason);
    CHECK(ada.session.closing() == CloseCode::RefusedForGood);
}

TEST_CASE("[W23] who leaves is no longer counted") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    {
        TestMember bob(world);
        bob.join();
        world.room->on_tick();
        CHECK(ada.next()->presence().connected() == 2);
    }
    world.room->on_tick();
    CHECK(ada.next()->presence().connected() == 1);
}
