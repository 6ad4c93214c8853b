// A server that was put back to an older day takes back what clients have, when it can prove that it had it.
// SPDX-License-Identifier: MIT
#include "server/room/given_back.h"

#include <algorithm>
#include <vector>

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

// A workshop of two, and the commits as everybody got them.
struct Before {
    Before() {
        ada.join();
        bob.join();
        commit(ada, {ada.make_card("un")});
        const board::Id card{ada.actor, 1};
        commit(bob, {bob.make(board::InsertText{card, {}, {}, "B: "})});
        commit(ada, {ada.make_card("deux"), ada.make(board::SetRegister{card, board::Removed{true}})});
        commit(bob, {bob.make_card("trois")});
        hash = world.room->board().hash();
    }
    void commit(TestMember& author, const std::vector<board::Op>& ops) {
        author.submit(ops);
        world.sync();
        const auto frames = author.all();
        commits.push_back(frames.back().committed().commits(0));
        ada.all();
        bob.all();
    }

    TestWorld world;
    TestMember ada{world};
    TestMember bob{world};
    std::vector<v1::Commit> commits;
    std::uint64_t hash = 0;
};

// The same server on an older day: it has the first commit only.
struct After {
    explicit After(const Before& before, std::size_t has = 1) {
        world.key = before.world.key;
        for (std::size_t i = 0; i < has; ++i) {
            storage::Append append;
            append.board = test_board();
            append.first = OpSeq{before.commits[i].first_position()};
            append.op_count = 1;
            append.server_time_ms = before.commits[i].server_time_ms();
            append.batch = before.commits[i].batch();
            REQUIRE(world.store.append({append}));
        }
        world.restart();
        carrier.join(workshop::Role::Participant);
    }
    void offer(const std::vector<v1::Commit>& commits) {
        v1::Frame frame;
        for (const v1::Commit& commit : commits) {
            v1::Commit& out = *frame.mutable_offer()->add_commits();
            out.set_batch(commit.batch());
            out.set_proof(commit.proof());
        }
        carrier.send(frame);
        world.sync();
    }
    std::uint64_t hash() const { return world.room->board().hash(); }

    TestWorld world;
    TestMember carrier{world};
};

}  // namespace

TEST_CASE("[W29] what this server had committed is taken back from whoever has it, once, and told to everybody") {
    const Before before;
    After after(before);
    TestMember eve(after.world);
    eve.join(workshop::Role::Observer);
    after.offer(before.commits);
    CHECK(after.hash() == before.hash);
    const auto frames = eve.all();
    REQUIRE(frames.size() == 1);
    std::uint64_t position = 2;
    for (const v1::Commit& commit : frames[0].committed().commits()) {
        CHECK(commit.first_position() == position);
        position += board::decode_batch(commit.batch())->size();
    }
    CHECK(position == 6);
    // Whoever signed something is known, also when somebody else brought it (F11).
    CHECK(after.world.store.get_actor(test_board(), before.bob.actor)->has_value());
    // Once more, and in the frames that it came in now: nothing new.
    after.offer(before.commits);
    std::vector<v1::Commit> again(frames[0].committed().commits().begin(), frames[0].committed().commits().end());
    after.offer(again);
    CHECK(after.hash() == before.hash);
    CHECK(after.world.room->committed() == OpSeq{5});
    for (const v1::Frame& frame : after.carrier.all()) {
        CHECK(frame.has_committed());
    }
    // What was taken back is there after a restart, and its own proofs hold.
    after.carrier.leave();
    eve.leave();
    after.world.restart();
    CHECK(after.hash() == before.hash);
}

TEST_CASE("[W29] an Offer from who only reads is taken too: the proof counts, not who carries it") {
    const Before before;
    After after(before);
    TestMember screen(after.world);
    screen.join(workshop::Role::Screen);
    v1::Frame frame;
    *frame.mutable_offer()->add_commits() = before.commits[1];
    screen.send(frame);
    after.world.sync();
    CHECK(after.world.room->committed() == OpSeq{2});
    CHECK_FALSE(screen.session.closing());
}

TEST_CASE("[W29] what stands on ops that are still missing waits for them, in whatever order they come back") {
    const Before before;
    std::vector<std::size_t> order{1, 2, 3};
    do {
        After after(before);
        for (const std::size_t i : order) {
            after.offer({before.commits[i]});
        }
        CHECK(after.hash() == before.hash);
        CHECK(after.world.room->committed() == OpSeq{5});
    } while (std::next_permutation(order.begin(), order.end()));
    // The first one too, which nothing has any more, and which its author sends again instead of offering it.
    After after(before, 0);
    after.offer({before.commits[3], before.commits[2], before.commits[1]});
    CHECK(after.world.room->committed() == OpSeq{0});
    v1::Hello hello = after.carrier.hello();
    hello.set_actor(before.ada.actor.value);
    hello.set_actor_key(workshop::actor_key(test_board(), before.ada.actor, before.world.key));
    TestMember ada(after.world);
    ada.join(hello);
    ada.submit_bytes(before.commits[0].batch());
    after.world.sync();
    CHECK(after.hash() == before.hash);
}

TEST_CASE("[W29] more that waits than one record holds does not keep back what comes behind it in the same Offer") {
    Before before;
    for (int i = 0; i < 10; ++i) {
        before.commit(before.ada, {before.ada.make_card(std::string(4000, 'x'))});
    }
    After after(before, 0);
    // The first of Ada's comes last: all of hers has to wait for it.
    std::vector<v1::Commit> offered(before.commits.begin() + 1, before.commits.end());
    offered.push_back(before.commits.front());
    after.offer(offered);
    CHECK(after.hash() == before.world.room->board().hash());
}

TEST_CASE("[W29] what this server never committed is refused with a reason, and the connection stays for a while") {
    const Before before;
    After after(before);
    v1::Commit forged = before.commits[1];
    SECTION("another content under a true proof") {
        forged.set_batch(before.commits[2].batch());
    }
    SECTION("no proof") {
        forged.clear_proof();
    }
    SECTION("a proof of another server") {
        forged.set_proof(forged.proof() ^ 1U);
    }
    SECTION("of another board of this server") {
        BoardId other = test_board();
        other.bytes[5] = 1;
        forged.set_proof(workshop::commit_proof(other, forged.batch(), before.world.key));
    }
    SECTION("bytes that are no batch") {
        forged.set_batch("unfug");
    }
    after.carrier.all();
    after.offer({forged, before.commits[2]});
    const v1::Refused refused = after.carrier.refused();
    CHECK(refused.counter() == 0);
    CHECK(refused.reason() == v1::REASON_NOT_YOURS);
    CHECK_FALSE(refused.closing());
    CHECK(after.world.room->committed() == OpSeq{1});
    for (std::size_t i = 0; i < limits::kRefusalsPerConnectionMax; ++i) {
        CHECK_FALSE(after.carrier.session.closing());
        after.offer({forged});
    }
    CHECK(after.carrier.session.closing() == CloseCode::RefusedForGood);
}

TEST_CASE(
    "[W29] what comes back in bulk goes into records that can be given back again, each with its own snapshot point") {
    Before before;
    for (int i = 0; i < 40; ++i) {
        before.commit(before.ada, {before.ada.make_card(std::string(4000, 'x'))});
    }
    After after(before);
    // Backwards: all of it waits, then all of it is freed at once.
    for (std::size_t i = before.commits.size(); i-- > 1;) {
        after.offer({before.commits[i]});
    }
    CHECK(after.hash() == before.world.room->board().hash());
    std::size_t largest = 0;
    for (const v1::Frame& frame : after.carrier.all()) {
        for (const v1::Commit& commit : frame.committed().commits()) {
            largest = std::max(largest, commit.batch().size());
        }
    }
    CHECK(largest > 8'000);
    CHECK(largest < limits::kClientFrameBytesMax - 1024);
    // A snapshot holds what its position says, and nothing of the records behind it.
    REQUIRE_FALSE(after.world.snapshots.empty());
    after.carrier.leave();
    const std::uint64_t hash = after.hash();
    after.world.restart();
    CHECK(after.hash() == hash);
}
