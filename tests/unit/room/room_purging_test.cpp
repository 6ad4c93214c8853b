// When a room forgets deleted letters: not before every device that was here in thirty days has been told of the
// deletion, and not for a few.
// SPDX-License-Identifier: MIT
#include <chrono>
#include <string>

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr std::int64_t kMonth = std::chrono::milliseconds(limits::kDeviceAwayMax).count();

// A world in which two runs of deleted letters are enough when nobody is there, four when somebody is.
struct Workshop {
    Workshop() {
        world.purging = {2, 4, 100};
        world.restart();
    }
    TestWorld world;

    const board::Text& text() const { return world.room->board().items()[0].text; }
    board::Id card() const { return world.room->board().items()[0].id; }
    // Every other letter of `letters` of the card's author, from `nth` on.
    board::DeleteText every_other(std::uint32_t nth, std::uint32_t count) const {
        board::DeleteText erase{card(), {}};
        for (std::uint32_t i = 0; i < count; ++i) {
            erase.ranges.push_back({{card().actor, card().counter + nth + 2 * i}, 1});
        }
        return erase;
    }
    void tick() {
        world.room->on_tick();
        world.sync();
    }
    std::size_t runs() const { return text().run_count(); }
    bool is_purged() const { return world.room->board().items()[0].purged; }
};

v1::Hello as(const TestMember& member, const v1::Welcome& welcome) {
    v1::Hello hello = member.hello();
    hello.set_actor(welcome.actor());
    hello.set_actor_key(welcome.actor_key());
    return hello;
}

}  // namespace

TEST_CASE("[M11] a text forgets what was deleted once it is worth it; fewer are enough when nobody is there") {
    Workshop day;
    {
        TestMember ada(day.world);
        TestMember bob(day.world);
        ada.join();
        bob.join(workshop::Role::Observer);
        ada.submit({ada.make_card("abcdefghijklmnop")});
        ada.submit({ada.make(day.every_other(2, 3))});
        day.world.sync();
        bob.all();
        day.tick();
        CHECK_FALSE(day.is_purged());
        ada.submit({ada.make(day.every_other(8, 1))});
        day.tick();
        CHECK(day.is_purged());
        CHECK(day.text().str() == "acegijklmnop");
        CHECK(day.runs() == 5);
        // It is an op like others, of the server's own actor, for everybody.
        const auto frames = bob.all();
        const auto last = board::decode_batch(frames.back().committed().commits().rbegin()->batch());
        REQUIRE(last);
        CHECK(last->back().id == board::Id{kServerActor, 1});
        CHECK(std::holds_alternative<board::PurgeText>(last->back().body));
        CHECK(day.world.store.get_actor(test_board(), kServerActor)->has_value());
        board::DeleteText more = day.every_other(1, 2);  // a and c
        more.ranges.push_back(day.every_other(10, 1).ranges[0]);
        ada.submit({ada.make(more)});
        day.tick();
        CHECK(day.runs() == 7);
    }
    day.tick();
    CHECK(day.text().str() == "egiklmnop");
    CHECK(day.runs() == 4);
    const OpSeq end = day.world.room->committed();
    const std::uint64_t hash = day.world.room->board().hash();
    day.tick();
    CHECK(day.world.room->committed() == end);  // once
    day.world.restart();                        // the log says the same
    CHECK(day.world.room->board().hash() == hash);
    CHECK(day.runs() == 4);
}

TEST_CASE("[M11] a device that left before the deletion holds it up, until it is back or thirty days away") {
    Workshop day;
    v1::Hello bobs;
    {
        TestMember bob(day.world);
        const v1::Welcome welcome = bob.join();
        bob.submit({bob.make_card("abcdefghijklmnop")});
        day.world.sync();
        bob.submit({bob.make(board::SetRegister{day.card(), board::CardKind::Fear})});
        day.world.sync();
        bobs = as(bob, welcome);
    }
    {
        TestMember ada(day.world);
        ada.join();
        ada.submit({ada.make(day.every_other(2, 6))});
        day.world.sync();
        day.tick();
        CHECK_FALSE(day.is_purged());
    }
    day.tick();
    CHECK_FALSE(day.is_purged());
    day.world.room->save_if_behind();
    day.world.restart();  // it is remembered who was here
    day.tick();
    CHECK_FALSE(day.is_purged());
    SECTION("it comes back") {
        TestMember bob(day.world);
        bobs.set_token(day.world.token(workshop::Role::Participant));
        bob.join(bobs);
        day.tick();
        CHECK(day.is_purged());
        CHECK(day.text().str() == "acegikmnop");
    }
    SECTION("it came back, wrote nothing and left") {
        {
            TestMember bob(day.world);
            bobs.set_token(day.world.token(workshop::Role::Participant));
            bob.join(bobs);
        }
        day.world.room->save_if_behind();
        day.world.restart();
        day.tick();
        CHECK(day.is_purged());
    }
    SECTION("it is away for longer") {
        day.world.clock.now_ms += kMonth;
        TestMember eve(day.world);
        eve.join(workshop::Role::Observer);
        day.tick();
        CHECK_FALSE(day.is_purged());
        day.world.clock.now_ms += 1;
        eve.leave();
        day.tick();
        CHECK(day.is_purged());
    }
}

TEST_CASE("[M11] who signed since the newest snapshot is waited for after a crash") {
    Workshop day;
    {
        TestMember ada(day.world);
        ada.join();
        ada.submit({ada.make_card("abcdefghijklmnop"), ada.make_card("une autre")});
        ada.submit({ada.make(day.every_other(2, 6))});
        day.world.sync();
    }
    day.world.restart();
    day.tick();
    CHECK_FALSE(day.is_purged());
    day.world.clock.now_ms += kMonth + 1;
    TestMember eve(day.world);
    eve.join(workshop::Role::Observer);
    day.tick();
    CHECK(day.is_purged());
}

TEST_CASE("[M11] a text with far too many deleted letters forgets them, whoever is waited for") {
    Workshop day;
    {
        TestMember bob(day.world);
        bob.join();
        bob.submit({bob.make_card(std::string(300, 'x'))});
        day.world.sync();
    }
    TestMember ada(day.world);
    ada.join();
    ada.submit({ada.make(day.every_other(2, 99))});
    day.tick();
    CHECK_FALSE(day.is_purged());
    ada.submit({ada.make(day.every_other(200, 1))});
    day.tick();
    CHECK(day.is_purged());
    CHECK(day.text().str().size() == 200);
}

TEST_CASE("[M11] what was typed before the purge and comes behind it is kept, and logged between what is left") {
    Workshop day;
    TestMember ada(day.world);
    TestMember bob(day.world);
    ada.join();
    bob.join();
    ada.submit({ada.make_card("abcdefgh")});
    day.world.sync();
    const board::Id card = day.card();
    const auto letter = [&](std::uint32_t nth) { return board::Id{card.actor, card.counter + nth}; };
    const board::Op late = bob.make(board::InsertText{card, letter(4), letter(5), "X"});  // between d and e
    ada.submit({ada.make(day.every_other(2, 4))});
    day.tick();
    REQUIRE(day.is_purged());
    ada.all();
    bob.all();
    bob.submit({late});
    day.world.sync();
    CHECK(day.text().str() == "acXeg");
    const auto frames = ada.all();
    REQUIRE(frames.size() == 1);
    const auto ops = board::decode_batch(frames[0].committed().commits(0).batch());
    REQUIRE(ops);
    CHECK(ops->front().id == late.id);
    CHECK(ops->front() != late);
    CHECK(bob.all().size() == 1);  // its own, and no refusal
}

TEST_CASE(
    "[M11][W29] a purge given back whose forerunners are lost waits for no longer than the server writes "
    "others") {
    Workshop day;
    TestMember ada(day.world);
    ada.join();
    ada.submit({ada.make_card("abcdefghijklmnop")});
    ada.submit({ada.make(day.every_other(2, 3))});
    day.world.sync();
    const board::Op second{{kServerActor, 2}, 90, 1, board::PurgeText{{day.card()}, 12345}};
    v1::Frame offer;
    v1::Commit& commit = *offer.mutable_offer()->add_commits();
    commit.set_batch(board::encode_batch(std::vector<board::Op>{second}));
    commit.set_proof(workshop::commit_proof(test_board(), commit.batch(), day.world.key));
    ada.send(offer);
    day.world.sync();
    CHECK(day.world.room->board().next_counter(kServerActor) == 1);
    ada.submit({ada.make(day.every_other(8, 1))});
    day.tick();
    CHECK(day.is_purged());
    // It has no place any more, but its id must not block those behind it.
    CHECK(day.world.room->board().next_counter(kServerActor) == 3);
    ada.all();
    CHECK_FALSE(ada.session.closing());
}

TEST_CASE("[M11][W29] an insertion that is given back beside purged letters is kept, and logged between what is left") {
    Workshop day;
    TestMember ada(day.world);
    ada.join();
    ada.submit({ada.make_card("abcdefgh")});
    day.world.sync();
    const auto letter = [&](std::uint32_t nth) { return board::Id{day.card().actor, day.card().counter + nth}; };
    ada.submit({ada.make(day.every_other(2, 4))});
    day.tick();
    REQUIRE(day.is_purged());
    ada.all();
    // This server had committed it on another day, and lost it.
    const board::Op lost{{ActorId{77}, 1}, 3, 1, board::InsertText{day.card(), letter(4), letter(5), "X"}};
    v1::Frame offer;
    v1::Commit& commit = *offer.mutable_offer()->add_commits();
    commit.set_batch(board::encode_batch(std::vector<board::Op>{lost}));
    commit.set_proof(workshop::commit_proof(test_board(), commit.batch(), day.world.key));
    ada.send(offer);
    day.world.sync();
    CHECK(day.text().str() == "acXeg");
    const auto frames = ada.all();
    REQUIRE(frames.size() == 1);
    const auto ops = board::decode_batch(frames[0].committed().commits(0).batch());
    REQUIRE(ops);
    CHECK(ops->front().id == lost.id);
    CHECK(ops->front() != lost);
}
