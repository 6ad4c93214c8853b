// SPDX-License-Identifier: MIT
#include <deque>

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("[W23] presence is one frame for the board at each tick in which it changed, and counts people only") {
    TestWorld world;
    TestMember ada(world);
    TestMember screen(world);
    TestMember observer(world);
    v1::Hello hello = ada.hello();
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
    CHECK(frame.presence().people(0).actor() == 0);  // or a name would stand behind all cards of that actor
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
    CHECK(told[2].presence().state_hash() == world.room->board().shared_hash());
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
    CHECK(frame->presence().people(0).actor() == 0);
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

namespace {

v1::Frame presence_of(std::uint32_t waiting, std::uint32_t here = 0) {
    v1::Frame said;
    v1::Person& self = *said.mutable_presence()->add_people();
    self.set_organisation("Ville");
    self.set_waiting(waiting);
    self.set_here(here);
    return said;
}

v1::Frame asking(v1::RollCall asks) {
    v1::Frame said = presence_of(0);
    said.mutable_presence()->set_asks(asks);
    return said;
}

// What the tick tells this member.
v1::Presence told(TestMember& member) {
    const std::vector<v1::Frame> frames = member.all();
    REQUIRE(frames.size() == 1);
    return frames[0].presence();
}

}  // namespace

TEST_CASE("[W33] facilitators, and nobody else, see who is there and how much waits, as counts") {
    TestWorld world;
    TestMember animator(world);
    TestMember screen(world);
    TestMember observer(world);
    TestMember ada(world);
    TestMember bob(world);
    TestMember cleo(world);
    animator.join(workshop::Role::Facilitator);
    screen.join(workshop::Role::Screen);
    observer.join(workshop::Role::Observer);
    v1::Hello hello = ada.hello();
    hello.set_name("Ada");
    hello.set_organisation("Ville");
    ada.join(hello);
    bob.join(hello);
    cleo.join();
    ada.send(presence_of(10));
    bob.send(presence_of(2));
    world.room->on_tick();

    const v1::Crowd crowd = told(animator).crowd();
    CHECK(crowd.participants() == 3);
    CHECK(crowd.facilitators() == 1);
    CHECK(crowd.screens() == 1);
    CHECK(crowd.observers() == 1);
    CHECK(crowd.waiting_items() == 12);
    CHECK(crowd.waiting_devices() == 2);
    REQUIRE(crowd.organisations_size() == 2);
    CHECK(crowd.organisations(0).organisation() == "Ville");
    CHECK(crowd.organisations(0).people() == 2);
    CHECK(crowd.organisations(1).organisation().empty());
    CHECK(crowd.organisations(1).people() == 1);
    for (TestMember* other : {&screen, &observer, &ada, &cleo}) {
        CHECK_FALSE(told(*other).has_crowd());
    }
    bob.all();

    ada.send(presence_of(0));
    bob.leave();
    world.room->on_tick();
    CHECK(told(animator).crowd().waiting_items() == 0);
    // Beyond what an outbox holds, nothing is believed.
    cleo.send(presence_of(4'000'000'000));
    world.room->on_tick();
    CHECK(told(animator).crowd().waiting_items() == limits::kOutboxOpsMax);
}

TEST_CASE("[W33] of many organisations facilitators are told the largest hundred") {
    TestWorld world;
    TestMember animator(world);
    animator.join(workshop::Role::Facilitator);
    std::deque<TestMember> crowd;
    const auto arrive = [&](const std::string& organisation) {
        TestMember& member = crowd.emplace_back(world);
        v1::Hello hello = member.hello();
        hello.set_organisation(organisation);
        member.join(hello);
    };
    for (std::size_t i = 0; i < limits::kCrowdGroupsMax + 5; ++i) {
        arrive("A" + std::to_string(i));
    }
    arrive("Z");
    arrive("Z");
    world.room->on_tick();
    const v1::Crowd seen = told(animator).crowd();
    CHECK(seen.participants() == limits::kCrowdGroupsMax + 7);
    REQUIRE(seen.organisations_size() == static_cast<int>(limits::kCrowdGroupsMax));
    CHECK(seen.organisations(0).organisation() == "Z");
}

TEST_CASE(
    "[W33] everybody is asked whether they are here, who answers is counted, and a new question forgets the answers") {
    TestWorld world;
    TestMember animator(world);
    TestMember ada(world);
    TestMember bob(world);
    animator.join(workshop::Role::Facilitator);
    ada.join();
    bob.join();
    animator.send(asking(v1::ROLL_CALL_BEGIN));
    world.room->on_tick();
    const std::uint32_t first = told(ada).roll_call();
    REQUIRE(first == static_cast<std::uint32_t>(world.clock.now_ms / 1000));
    CHECK(told(bob).roll_call() == first);
    CHECK(told(animator).crowd().here() == 0);

    ada.send(presence_of(0, first));
    animator.send(presence_of(0, first));  // asks, and is not among the asked
    world.room->on_tick();
    CHECK(told(animator).crowd().here() == 1);
    bob.all();
    ada.all();

    // Within the same second, too, it is another question.
    animator.send(asking(v1::ROLL_CALL_BEGIN));
    world.room->on_tick();
    CHECK(told(ada).roll_call() > first);
    CHECK(told(animator).crowd().here() == 0);
    TestMember late(world);
    late.join();
    world.room->on_tick();
    CHECK(told(late).roll_call() > first);
    animator.all();

    animator.send(asking(v1::ROLL_CALL_END));
    world.room->on_tick();
    CHECK(told(late).roll_call() == 0);
    CHECK(told(animator).crowd().here() == 0);
}

TEST_CASE("[W33] a participant does not call the roll") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    ada.send(asking(v1::ROLL_CALL_BEGIN));
    CHECK(ada.refused().reason() == v1::REASON_NOT_ALLOWED);
    CHECK_FALSE(ada.session.closing());
    world.room->on_tick();
    CHECK(told(ada).roll_call() == 0);
}
