// Joining: what a Welcome holds, and when it is delivered.
// SPDX-License-Identifier: MIT
#include "server/base/limits.h"
#include "server/room/room.h"
#include "tests/support/catch.h"
#include "tests/support/gunzip.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

// Ada wrote `cards` cards, all committed.
struct Written {
    explicit Written(int cards) {
        welcome = ada.join();
        marks.push_back(0);
        for (int i = 0; i < cards; ++i) {
            ada.submit({ada.make_card("carte")});
            world.sync();
            marks.push_back(ada.all().back().committed().commits(0).mark());
        }
    }

    v1::Hello returning(std::uint64_t position) const {
        v1::Hello hello = ada.hello();
        hello.set_history(welcome.history());
        hello.set_position(position);
        hello.set_mark(marks[position]);
        return hello;
    }

    TestWorld world;
    TestMember ada{world};
    v1::Welcome welcome;
    std::vector<std::uint64_t> marks;  // by position
};

board::Board state_of(const v1::Welcome& welcome) {
    auto board = board::Board::decode(welcome.snapshot());
    REQUIRE(board);
    return *std::move(board);
}

}  // namespace

TEST_CASE("[W18] a first visit gets a snapshot") {
    Written written(3);
    TestMember bob(written.world);
    const v1::Welcome welcome = bob.join();
    CHECK(welcome.tail_size() == 0);
    CHECK(state_of(welcome).items().size() == 3);
    CHECK(welcome.position() == 3);
    CHECK(welcome.history() == 99);
    CHECK(welcome.board().title() == "Craintes");
    CHECK(welcome.next_counter() == 1);
}

TEST_CASE("[W30] a snapshot comes in gzip to who asks for it, and is the same Welcome") {
    Written written(40);
    TestMember bob(written.world);
    TestMember eve(written.world);
    v1::Hello hello = bob.hello();
    bob.say(hello);
    const Bytes plain = *bob.session.next_frame();
    hello.set_gzip(true);
    eve.say(hello);
    const SharedFrame packed = eve.session.next_frame();
    CHECK(packed->size() < plain.size());
    v1::Frame frame;
    REQUIRE(frame.ParseFromString(testing::gunzip(*packed).value_or("")));
    CHECK(state_of(frame.welcome()).hash() == frame.welcome().state_hash());
    CHECK(frame.welcome().board().title() == "Craintes");
    CHECK(frame.welcome().position() == 40);

    // A tail, and a state that is too small to be worth it, come as they are.
    TestMember ada(written.world);
    v1::Hello returning = written.returning(39);
    returning.set_gzip(true);
    CHECK(ada.join(returning).tail_size() == 1);
    TestWorld quiet;
    TestMember first(quiet);
    hello = first.hello();
    hello.set_gzip(true);
    CHECK(first.join(hello).position() == 0);
}

TEST_CASE("[W18] who comes back gets exactly the tail they miss") {
    Written written(3);
    TestMember bob(written.world);
    const v1::Welcome welcome = bob.join(written.returning(1));
    CHECK(welcome.snapshot().empty());
    REQUIRE(welcome.tail_size() == 2);
    CHECK(welcome.tail(0).first_position() == 2);
    CHECK(welcome.position() == 3);
}

TEST_CASE("[W18] who misses nothing gets an empty tail") {
    Written written(3);
    TestMember bob(written.world);
    const v1::Welcome welcome = bob.join(written.returning(3));
    CHECK(welcome.snapshot().empty());
    CHECK(welcome.tail_size() == 0);
}

TEST_CASE("[W18] another history, a position ahead, or one too far behind get a snapshot") {
    Written written(3);
    TestMember bob(written.world);
    v1::Hello hello = written.returning(3);
    SECTION("another history") {
        hello.set_history(98);
    }
    SECTION("ahead") {
        hello.set_position(4);
    }
    SECTION("too far behind") {
        hello.set_position(0);
        board::SetRegister change;
        change.item = {written.ada.actor, 1};
        change.value = board::Organisation{std::string(200, 'o')};
        for (std::size_t i = 0; i < limits::kResumeOpsMax; ++i) {
            written.ada.submit({written.ada.make(change)});
            written.world.sync();
            written.ada.all();
        }
    }
    const v1::Welcome welcome = bob.join(hello);
    CHECK_FALSE(welcome.snapshot().empty());
    CHECK(state_of(welcome).hash() == welcome.state_hash());
    CHECK(welcome.tail_size() == 0);
}

TEST_CASE("[W27] a server that was put back and went on elsewhere gives no tail of the one history to the other") {
    Written written(3);
    TestWorld other;  // was there for the first card, and has grown past the third since
    const auto first = written.world.store.read_log(test_board(), OpSeq{0}, {1, SIZE_MAX});
    REQUIRE(first);
    storage::Append common;
    common.board = test_board();
    common.first = first->front().first;
    common.op_count = first->front().op_count;
    common.server_time_ms = first->front().server_time_ms;
    common.batch = first->front().batch;
    REQUIRE(other.store.append({common}));
    other.restart();
    TestMember eve(other);
    eve.join();
    for (int i = 0; i < 5; ++i) {
        eve.submit({eve.make_card("ailleurs")});
        other.sync();
    }
    const auto returning = [&](std::uint64_t position) {
        v1::Hello hello = written.returning(position);
        hello.set_token(other.token(workshop::Role::Participant));
        return hello;
    };
    TestMember from_the_common_part(other);
    const v1::Welcome tail = from_the_common_part.join(returning(1));
    CHECK(tail.tail_size() == 5);
    CHECK(tail.snapshot().empty());
    TestMember from_beyond(other);
    const v1::Welcome whole = from_beyond.join(returning(2));
    CHECK(whole.tail_size() == 0);
    CHECK_FALSE(whole.snapshot().empty());
    CHECK(whole.mark() == tail.mark());
}

TEST_CASE("[W27] the mark of a history is the same after a restart, at every position that a tail may start from") {
    Written written(4);
    written.ada.leave();
    written.world.restart();
    for (std::uint64_t position = 1; position <= 4; ++position) {
        TestMember bob(written.world);
        const v1::Welcome welcome = bob.join(written.returning(position));
        CHECK(welcome.snapshot().empty());
        CHECK(welcome.tail_size() == static_cast<int>(4 - position));
        CHECK(welcome.mark() == written.marks.back());
        bob.leave();
    }
}

TEST_CASE("[W20] the state hash of a Welcome is that of the state at its position") {
    Written written(2);
    TestMember bob(written.world);
    const v1::Welcome welcome = bob.join();
    CHECK(welcome.state_hash() == state_of(welcome).hash());
    CHECK(welcome.state_hash() == written.world.room->board().shared_hash());
}

TEST_CASE("[W10] a Welcome says from which counter the server wants the outbox") {
    Written written(2);
    TestMember again(written.world);
    v1::Hello hello = written.returning(2);
    hello.set_actor(written.welcome.actor());
    hello.set_actor_key(written.welcome.actor_key());
    const v1::Welcome welcome = again.join(hello);
    CHECK(welcome.actor() == written.ada.actor.value);
    CHECK(welcome.next_counter() == written.ada.next_counter);
}

TEST_CASE("[W11] a Welcome shows nothing that is not on disk: it waits for the commit of what it shows") {
    Written written(1);
    TestMember& ada = written.ada;
    ada.submit({ada.make_card("en vol")});
    TestMember bob(written.world);
    bob.say(bob.hello());
    CHECK_FALSE(bob.session.has_frame());
    written.world.sync();
    const auto frames = bob.all();
    REQUIRE(frames.size() == 1);
    REQUIRE(frames[0].has_welcome());
    CHECK(frames[0].welcome().position() == 2);
    CHECK(state_of(frames[0].welcome()).items().size() == 2);
}

TEST_CASE("[W13] who joins between two commits that become durable together misses nothing and gets nothing twice") {
    Written written(1);
    TestMember& ada = written.ada;
    ada.submit({ada.make_card("avant")});
    TestMember bob(written.world);
    bob.say(bob.hello());
    ada.submit({ada.make_card("après")});
    written.world.sync();
    const auto frames = bob.all();
    REQUIRE(frames.size() == 2);
    CHECK(frames[0].welcome().position() == 2);
    REQUIRE(frames[1].committed().commits_size() == 1);
    CHECK(frames[1].committed().commits(0).first_position() == 3);
    std::uint64_t next = 2;
    for (const v1::Frame& frame : ada.all()) {
        for (const v1::Commit& commit : frame.committed().commits()) {
            CHECK(commit.first_position() == next++);
        }
    }
    CHECK(next == 4);
}

TEST_CASE("[W19] what was acknowledged is there after a restart, and what was not can be sent again") {
    TestWorld world;
    board::Op lost;
    v1::Welcome given;
    {
        TestMember ada(world);
        given = ada.join();
        ada.submit({ada.make_card("gardée")});
        world.sync();
        lost = ada.make_card("pas encore");
        ada.submit({lost});
    }
    world.restart();
    TestMember ada(world);
    v1::Hello hello = ada.hello();
    hello.set_actor(given.actor());
    hello.set_actor_key(given.actor_key());
    const v1::Welcome welcome = ada.join(hello);
    CHECK(welcome.position() == 1);
    CHECK(welcome.next_counter() == lost.id.counter);
    ada.submit({lost});
    world.sync();
    CHECK(ada.all().size() == 1);
    CHECK(world.room->board().items().size() == 2);
}
