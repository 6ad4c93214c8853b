// What a Welcome shows of the actor that a client says it is, and finding it in the log.
// SPDX-License-Identifier: MIT
#include "server/room/own_ops.h"

#include <vector>

#include "server/base/random.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

std::vector<board::Op> yours(const v1::Welcome& welcome) {
    auto ops = board::decode_batch(welcome.yours());
    REQUIRE(ops);
    return *std::move(ops);
}

board::Op text_op(std::uint64_t actor, std::uint32_t counter, std::uint32_t span) {
    board::Op op;
    op.id = {ActorId{actor}, counter};
    op.lamport = counter;
    op.span = span;
    op.body = board::InsertText{{ActorId{9}, 1}, {}, {}, std::string(span, 'x')};
    return op;
}

}  // namespace

TEST_CASE("[W26] a Welcome shows what the history has of the actor that was shown, from the id asked for, Voids too") {
    TestWorld world;
    TestMember ada(world);
    const v1::Welcome first = ada.join();
    board::Op bad = ada.make(board::SetRegister{{ActorId{12345}, 1}, board::Removed{true}});
    const std::vector<board::Op> ops{ada.make_card("un"), ada.make_card("deux")};
    ada.submit({bad});
    ada.submit(ops);
    world.sync();
    std::uint64_t mark = 0;  // of the history up to the first commit
    for (const v1::Frame& frame : ada.all()) {
        mark = mark == 0 && frame.has_committed() ? frame.committed().commits(0).mark() : mark;
    }
    v1::Hello hello = ada.hello();
    hello.set_actor(first.actor());
    hello.set_actor_key(first.actor_key());
    TestMember again(world);

    SECTION("from the start, with a snapshot") {
        hello.set_unacknowledged(1);
        const std::vector<board::Op> shown = yours(again.join(hello));
        REQUIRE(shown.size() == 3);
        CHECK(shown[0].id == bad.id);
        CHECK(std::holds_alternative<board::Void>(shown[0].body));
        CHECK(shown[1] == ops[0]);
        CHECK(shown[2] == ops[1]);
    }
    SECTION("from the middle, with a tail, nothing of others") {
        TestMember bob(world);
        bob.join();
        bob.submit({bob.make_card("de Bob")});
        world.sync();
        hello.set_unacknowledged(ops[1].id.counter);
        hello.set_position(1);
        hello.set_mark(mark);
        hello.set_history(first.history());
        const v1::Welcome welcome = again.join(hello);
        CHECK(welcome.tail_size() == 2);
        CHECK(yours(welcome) == std::vector<board::Op>{ops[1]});
    }
    SECTION("nothing when all is acknowledged, or nothing was asked") {
        hello.set_unacknowledged(GENERATE(0U, 1U, 2U) == 0U ? 0U : ada.next_counter + GENERATE(0U, 1U));
        CHECK(again.join(hello).yours().empty());
    }
    SECTION("also to one whose key does not fit: it gets another actor, and has to know what arrived") {
        hello.set_actor_key("falsch");
        hello.set_unacknowledged(ops[0].id.counter);
        const v1::Welcome welcome = again.join(hello);
        CHECK(welcome.actor() != first.actor());
        CHECK(yours(welcome) == ops);
    }
}

TEST_CASE("[W9][W26] who asks for another actor gets one and drives nobody out") {
    TestWorld world;
    TestMember ada(world);
    const v1::Welcome first = ada.join();
    ada.submit({ada.make_card("un")});
    world.sync();
    ada.all();
    v1::Hello hello = ada.hello();
    hello.set_actor(first.actor());
    hello.set_actor_key(first.actor_key());
    hello.set_unacknowledged(1);
    hello.set_anew(true);
    TestMember copy(world);
    const v1::Welcome welcome = copy.join(hello);
    CHECK(welcome.actor() != first.actor());
    CHECK(welcome.next_counter() == 1);
    CHECK(yours(welcome).size() == 1);
    CHECK_FALSE(ada.session.closing());
    CHECK(world.room->member_count() == 2);
}

TEST_CASE("[W26] an actor's ops are found in the log however far back they lie, and only as far as needed") {
    storage::MemoryStore store;
    SeededRandom random(7);
    std::vector<board::Op> all;  // of actor 1
    std::uint32_t next[2] = {1, 1};
    OpSeq end;
    for (int record = 0; record < 900; ++record) {
        std::vector<board::Op> ops;
        for (std::size_t i = 0, count = 1 + random.below(3); i < count; ++i) {
            const std::size_t who = record < 300 && random.below(8) == 0 ? 0 : 1;  // then actor 1 is silent
            ops.push_back(text_op(who + 1, next[who], 1 + static_cast<std::uint32_t>(random.below(4))));
            next[who] += ops.back().span;
            if (who == 0) {
                all.push_back(ops.back());
            }
        }
        storage::Append append;
        append.board = test_board();
        append.first = OpSeq{end.value + 1};
        append.op_count = static_cast<std::uint32_t>(ops.size());
        append.batch = board::encode_batch(ops);
        end.value += ops.size();
        REQUIRE(store.append({append}));
    }
    REQUIRE(all.size() > 20);
    for (std::uint32_t from = 1; from <= next[0]; ++from) {
        OwnOps own({ActorId{1}, from}, {ActorId{1}, next[0]}, end);
        REQUIRE(complete_from_log(own, store, test_board()));
        std::vector<board::Op> expected;
        for (const board::Op& op : all) {
            if (op.id.counter + op.span > from) {
                expected.push_back(op);
            }
        }
        CHECK(board::decode_batch(own.encode(board::Board())).value() == expected);
        CHECK((own.reached().value > 600) == (from == next[0]));
    }
    // Somebody of whom the log has nothing although it should.
    OwnOps missing({ActorId{5}, 1}, {ActorId{5}, 2}, end);
    const Result<void> found = complete_from_log(missing, store, test_board());
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::Corrupt);
}
