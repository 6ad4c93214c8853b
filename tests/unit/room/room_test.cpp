// The path of ops through a room: taken, committed, echoed, refused.
// SPDX-License-Identifier: MIT
#include "server/room/room.h"

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

// Well-formed, and refused alone: nobody has made that item.
const board::SetRegister kRemovalOfNothing{{ActorId{5}, 1}, board::Removed{true}};

}  // namespace

TEST_CASE("[W11] nobody hears of an op before it is on disk, then everybody gets the same bytes, its author too") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    ada.join();
    bob.join();
    ada.submit({ada.make_card("eau")});
    CHECK_FALSE(ada.session.has_frame());
    CHECK_FALSE(bob.session.has_frame());
    world.sync();
    REQUIRE(ada.session.has_frame());
    REQUIRE(bob.session.has_frame());
    const SharedFrame to_ada = ada.session.next_frame();
    CHECK(to_ada == bob.session.next_frame());  // one buffer, not only equal ones
    v1::Frame frame;
    REQUIRE(frame.ParseFromString(*to_ada));
    REQUIRE(frame.committed().commits_size() == 1);
    CHECK(frame.committed().commits(0).first_position() == 1);
    CHECK(frame.committed().commits(0).server_time_ms() == world.clock.now_ms);
}

TEST_CASE("[W13] what became durable together is one frame, in order and without a gap; positions count ops") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    ada.join();
    bob.join();
    ada.submit({ada.make_card("a"), ada.make_card("b")});
    bob.submit({bob.make_card("c")});
    world.sync();
    ada.submit({ada.make_card("d")});
    world.sync();
    const std::vector<v1::Frame> frames = bob.all();
    REQUIRE(frames.size() == 2);
    REQUIRE(frames[0].committed().commits_size() == 2);
    CHECK(frames[0].committed().commits(0).first_position() == 1);
    CHECK(frames[0].committed().commits(1).first_position() == 3);
    REQUIRE(frames[1].committed().commits_size() == 1);
    CHECK(frames[1].committed().commits(0).first_position() == 4);
}

TEST_CASE("server time never goes back in a history") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    ada.submit({ada.make_card("a")});
    world.clock.now_ms -= 500;
    ada.submit({ada.make_card("b")});
    world.sync();
    const auto frame = ada.next();
    REQUIRE(frame);
    CHECK(frame->committed().commits(1).server_time_ms() == frame->committed().commits(0).server_time_ms());
}

TEST_CASE("server time does not go back either when the server comes back with another clock") {
    TestWorld world;
    {
        TestMember ada(world);
        ada.join();
        ada.submit({ada.make_card("a")});
        world.sync();
    }
    world.clock.now_ms -= 3'600'000;
    world.restart();
    TestMember bea(world);
    bea.join();
    bea.submit({bea.make_card("b")});
    world.sync();
    const auto records = world.store.read_log(test_board(), OpSeq{}, {});
    REQUIRE(records);
    REQUIRE(records->size() == 2);
    CHECK(records->back().server_time_ms == records->front().server_time_ms);
}

TEST_CASE("[W14] a refused op is answered alone with its counter, and a Void is committed in its place") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    board::InsertText lost;
    lost.item = {ActorId{5}, 1};
    lost.text = "perdu";
    const board::Op bad = ada.make(lost);
    ada.submit({bad, ada.make_card("suite")});
    world.sync();
    const std::vector<v1::Frame> frames = ada.all();
    REQUIRE(frames.size() == 2);
    const v1::Refused refused = frames[0].refused();
    CHECK(refused.counter() == bad.id.counter);
    CHECK(refused.reason() == v1::REASON_UNKNOWN_ITEM);
    CHECK_FALSE(refused.closing());
    CHECK_FALSE(refused.message().empty());
    const auto ops = board::decode_batch(frames[1].committed().commits(0).batch());
    REQUIRE(ops);
    REQUIRE(ops->size() == 2);
    CHECK(std::holds_alternative<board::Void>((*ops)[0].body));
    CHECK_FALSE(ada.session.closing());
}

TEST_CASE("[W14] a refusal is told once its Void is on disk: a crash before takes back what nobody heard") {
    TestWorld world;
    {
        TestMember ada(world);
        ada.join();
        ada.submit({ada.make(kRemovalOfNothing)});
        CHECK(ada.all().empty());
    }
    world.restart();
    CHECK(world.room->committed() == OpSeq{});
}

TEST_CASE("[W14] who left before a refusal could be told is not told, and others are") {
    TestWorld world;
    TestMember bob(world);
    bob.join();
    {
        TestMember ada(world);
        ada.join();
        ada.submit({ada.make(kRemovalOfNothing)});
        bob.submit({bob.make(kRemovalOfNothing)});
    }
    world.sync();
    const std::vector<v1::Frame> frames = bob.all();
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].refused().counter() == 1);
    CHECK(frames[1].committed().commits_size() == 2);
}

TEST_CASE("[W12] an op that the server has is neither echoed again nor refused") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    const board::Op card = ada.make_card("a");
    ada.submit({card});
    ada.submit({card});
    world.sync();
    CHECK(ada.all().size() == 1);
    ada.submit({card});
    world.sync();
    CHECK(ada.all().empty());
    CHECK(world.room->committed() == OpSeq{1});
}

TEST_CASE("[W15] an op beyond the next one is refused as out of order and the connection stays") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    ada.next_counter = 5;
    ada.submit({ada.make_card("a")});
    const v1::Refused refused = ada.refused();
    CHECK(refused.reason() == v1::REASON_OUT_OF_ORDER);
    CHECK(refused.counter() == 5);
    CHECK_FALSE(refused.closing());
    CHECK(world.queue.empty());
}

TEST_CASE("[W16] a frame that lies ends its connection with 1008, and nobody else notices") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    ada.join();
    bob.join();
    board::Op op = bob.make_card("au nom d'un autre");
    ada.submit({op});
    const v1::Refused refused = ada.refused();
    CHECK(refused.reason() == v1::REASON_NOT_YOURS);
    CHECK(refused.counter() == 0);
    CHECK(refused.closing());
    CHECK(ada.session.closing() == CloseCode::RefusedForGood);
    CHECK(bob.all().empty());
    bob.submit({op});
    world.sync();
    CHECK(bob.all().size() == 1);
    CHECK(ada.all().empty());
}

TEST_CASE("[W16] a screen that writes is refused for good") {
    TestWorld world;
    TestMember screen(world);
    screen.join(workshop::Role::Screen);
    screen.submit({screen.make_card("a")});
    CHECK(screen.refused().reason() == v1::REASON_NOT_ALLOWED);
    CHECK(screen.session.closing() == CloseCode::RefusedForGood);
}

TEST_CASE("[W16] more than 200 refusals end the connection") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    for (std::size_t i = 0; i < limits::kRefusalsPerConnectionMax; ++i) {
        ada.submit({ada.make(kRemovalOfNothing)});
    }
    world.sync();
    CHECK(ada.all().size() == limits::kRefusalsPerConnectionMax + 1);  // and what was committed
    CHECK_FALSE(ada.session.closing());
    ada.submit({ada.make(kRemovalOfNothing)});
    world.sync();
    const std::vector<v1::Frame> last = ada.all();
    REQUIRE(last.size() == 2);
    CHECK(last[1].refused().reason() == v1::REASON_TOO_MANY);
    CHECK(last[1].refused().closing());
    CHECK(ada.session.closing() == CloseCode::RefusedForGood);
}

TEST_CASE("[W9] a newer connection of an actor replaces the older one") {
    TestWorld world;
    TestMember first(world);
    const v1::Welcome welcome = first.join();
    TestMember second(world);
    v1::Hello hello = second.hello();
    hello.set_actor(welcome.actor());
    hello.set_actor_key(welcome.actor_key());
    CHECK(second.join(hello).actor() == welcome.actor());
    const std::vector<v1::Frame> last = first.all();
    REQUIRE(last.size() == 1);
    CHECK(last[0].notice().replaced());
    CHECK(first.session.closing() == CloseCode::Replaced);
    CHECK(world.room->member_count() == 1);
}

TEST_CASE("[W8] each new client gets an actor of its own") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    const v1::Welcome to_ada = ada.join();
    const v1::Welcome to_bob = bob.join();
    CHECK(to_ada.actor() != to_bob.actor());
    CHECK(to_ada.voter() != to_bob.voter());
    CHECK(workshop::actor_key_fits(test_board(), ada.actor, to_ada.actor_key(), world.key));

    TestMember again(world);
    v1::Hello hello = again.hello();
    hello.set_actor(to_ada.actor());
    hello.set_actor_key("not the key");
    CHECK(again.join(hello).actor() != to_ada.actor());
}

TEST_CASE("[F11] whoever signed an op that is kept is on record, whoever only looks on is not") {
    TestWorld world;
    v1::Hello hello;
    {
        TestMember ada(world);
        TestMember eve(world);
        eve.join();
        const v1::Welcome welcome = ada.join();
        ada.submit({ada.make_card("jamais gardée")});
        hello = ada.hello();
        hello.set_actor(welcome.actor());
        hello.set_actor_key(welcome.actor_key());
    }
    world.restart();  // the actor was given and used, and nothing of it was on disk

    TestMember ada(world);
    ada.join(hello);
    ada.submit({ada.make_card("un")});
    REQUIRE(world.queue.size() == 1);
    REQUIRE(world.queue[0].newcomers.size() == 1);
    world.sync();
    const Bytes record = world.store.get_actor(test_board(), ada.actor).value().value();
    CHECK(record.substr(0, 2) == Bytes("\1\1", 2));  // version, participant
    CHECK(record.size() == 10);

    REQUIRE(world.store.erase_actor(test_board(), ada.actor));
    ada.submit({ada.make_card("deux")});
    world.sync();
    CHECK_FALSE(world.store.get_actor(test_board(), ada.actor).value().has_value());  // erased is erased
}

TEST_CASE("[F11] a newcomer's record waits with the op for a commit queue that is full") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    world.is_queue_full = true;
    ada.submit({ada.make_card("un")});
    CHECK(world.queue.empty());
    world.is_queue_full = false;
    world.room->on_tick();
    world.sync();
    CHECK(world.store.get_actor(test_board(), ada.actor).value().has_value());
}

TEST_CASE("[W24] a room that is full refuses the next member and serves the others") {
    TestWorld world;
    std::vector<std::unique_ptr<TestMember>> members;
    for (std::size_t i = 0; i < limits::kMembersMax; ++i) {
        members.push_back(std::make_unique<TestMember>(world));
        members.back()->join();
    }
    TestMember late(world);
    late.say(late.hello());
    CHECK(late.refused().reason() == v1::REASON_TOO_MANY);
    CHECK(late.session.closing() == CloseCode::TryLater);
    members.pop_back();
    TestMember later(world);
    later.join();
    CHECK(world.room->member_count() == limits::kMembersMax);
}

TEST_CASE("[W21] a reader that falls more than 2 MB behind is told to come back; the others go on") {
    TestWorld world;
    TestMember ada(world);
    TestMember slow(world);
    ada.join();
    slow.join();
    const std::string text(15'000, 'x');
    std::size_t echoes = 0;
    for (int i = 0; i < 200; ++i) {
        ada.submit({ada.make_card(text)});
        world.sync();
        echoes += ada.all().size();
    }
    CHECK(echoes == 200);
    CHECK(slow.session.closing() == CloseCode::TryLater);
    const std::vector<v1::Frame> last = slow.all();
    REQUIRE(last.size() == 1);
    CHECK(last[0].notice().resync());
    CHECK(world.room->member_count() == 1);
}

TEST_CASE("[W22] a room that stops first acknowledges what is in flight, then tells everybody and ends") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    ada.join();
    bob.join();
    ada.submit({ada.make_card("a")});
    world.room->stop();
    ada.submit({ada.make_card("trop tard")});
    CHECK_FALSE(ada.session.closing());
    world.sync();
    const std::vector<v1::Frame> last = ada.all();
    REQUIRE(last.size() == 2);
    CHECK(last[0].has_committed());
    CHECK(last[1].notice().shutting_down());
    CHECK(ada.session.closing() == CloseCode::Restart);
    CHECK(bob.session.closing() == CloseCode::Restart);
    CHECK(world.room->committed() == OpSeq{1});
    TestMember late(world);
    late.say(late.hello());
    CHECK(late.session.closing() == CloseCode::Restart);
}

TEST_CASE("a full commit queue loses nothing: what was taken waits, what comes next is sent back to its device") {
    TestWorld world;
    TestMember ada(world);
    TestMember bob(world);
    ada.join();
    bob.join();
    world.is_queue_full = true;
    ada.submit({ada.make_card("a")});
    CHECK(world.queue.empty());
    bob.submit({bob.make_card("b")});
    CHECK(bob.session.closing() == CloseCode::TryLater);
    world.is_queue_full = false;
    world.room->on_tick();
    world.sync();
    const auto frames = ada.all();
    REQUIRE(frames.size() == 2);  // presence of the tick, and the echo
    CHECK(frames[1].committed().commits_size() == 1);
    CHECK(world.room->committed() == OpSeq{1});
}

TEST_CASE("when the disk fails nothing more is acknowledged and nobody is kept waiting") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    ada.submit({ada.make_card("a")});
    world.room->on_commit_failed(Error(ErrorCode::Io, "sync"));
    for (const v1::Frame& frame : ada.all()) {
        CHECK_FALSE(frame.has_committed());
    }
    CHECK(ada.session.closing() == CloseCode::Restart);
    TestMember bob(world);
    bob.say(bob.hello());
    CHECK(bob.session.closing().has_value());
}
