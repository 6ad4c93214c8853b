// The merge rules of MERGE.md, one by one.
// SPDX-License-Identifier: MIT
#include "server/board/board.h"

#include <string>
#include <vector>

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/support/replica.h"
#include "tests/support/tally.h"

namespace atelier::board {
namespace {

using atelier::testing::Replica;

void give(Replica& to, const Op& op) {
    const auto outcome = to.board.apply(op);
    REQUIRE(outcome);
    REQUIRE(*outcome != Outcome::Parked);
}

// Two replicas that both know one card.
struct Pair {
    Pair() { give(b, card_op); }

    Replica a{1};
    Replica b{2};
    Op card_op = a.add_card("frein");
    Id card = card_op.id;
};

}  // namespace

TEST_CASE("[M1] an op merged twice changes nothing the second time") {
    Pair pair;
    const std::uint64_t before = pair.b.board.hash();
    const auto again = pair.b.board.apply(pair.card_op);
    REQUIRE(again);
    CHECK(*again == Outcome::Duplicate);
    CHECK(pair.b.board.hash() == before);
}

TEST_CASE("[M1] of two ops that a liar gives one id the first one merged stays") {
    Pair pair;
    const std::uint64_t before = pair.b.board.hash();
    Op another = pair.card_op;
    another.body = AddItem{ItemKind::Card, CardKind::Need, {}, "", "liars"};
    CHECK(*pair.b.board.apply(another) == Outcome::Duplicate);
    CHECK(pair.b.board.hash() == before);
    CHECK(pair.b.text(pair.card) == "frein");
}

TEST_CASE("[M1] an op that overlaps ids known in part is an error, not a guess") {
    Pair pair;
    Op overlap = pair.card_op;
    overlap.id.counter = 3;
    overlap.body = AddItem{ItemKind::Card, CardKind::Need, {}, "", "other"};
    const auto merged = pair.b.board.apply(overlap);
    REQUIRE_FALSE(merged);
    CHECK(merged.error().code == ErrorCode::OutOfOrder);
}

TEST_CASE("[M3] an op that comes too early waits, and is merged when what it needs has come") {
    Replica a(1);
    Replica late(3);
    const Op card = a.add_card("un");
    const Op typing = a.insert(card.id, 2, " deux");
    CHECK(*late.board.apply(typing) == Outcome::Parked);
    CHECK(late.board.parked() == 1);
    CHECK(late.board.find(card.id) == nullptr);
    give(late, card);
    CHECK(late.board.parked() == 0);
    CHECK(late.text(card.id) == "un deux");
    CHECK(late.board.hash() == a.board.hash());
}

TEST_CASE("[M3] an op of one person that needs another's waits for it") {
    Pair pair;
    Replica late(3);
    const Op typing = pair.b.insert(pair.card, 0, "Un ");
    CHECK(*late.board.apply(typing) == Outcome::Parked);
    give(late, pair.card_op);
    CHECK(late.text(pair.card) == "Un frein");
}

TEST_CASE("[M3] parking is bounded and says when it is full") {
    Replica a(1);
    Replica late(2);
    const Op card = a.add_card("x");
    bool full = false;
    for (std::size_t i = 0; i <= limits::kParkedOpsMax && !full; ++i) {
        const auto outcome = late.board.apply(a.insert(card.id, 0, "y"));
        full = !outcome;
        if (full) {
            CHECK(outcome.error().code == ErrorCode::ParkingFull);
        }
    }
    CHECK(full);
    CHECK(late.board.parked() == limits::kParkedOpsMax);
}

TEST_CASE("[M4] of two writes to a register the later stamp wins, on both sides") {
    Pair pair;
    const Op from_a = pair.a.commit(SetRegister{pair.card, CardKind::Fear});
    const Op from_b = pair.b.commit(SetRegister{pair.card, CardKind::Solution});
    give(pair.a, from_b);
    give(pair.b, from_a);
    // Equal lamports: the greater actor.
    CHECK(pair.a.board.find(pair.card)->card_kind.value == CardKind::Solution);
    CHECK(pair.b.board.find(pair.card)->card_kind.value == CardKind::Solution);
    CHECK(pair.a.board.hash() == pair.b.board.hash());
}

TEST_CASE("[M5] two moves of one card never mix: parent, rank and place come from one of them") {
    Pair pair;
    const Op thread = pair.a.add_thread("mobilité");
    give(pair.b, thread);
    const Placement by_a{thread.id, "a1V", 10, 10};
    const Placement by_b{kNullId, "a2V", -5, 7};
    const Op from_a = pair.a.commit(SetRegister{pair.card, by_a});
    const Op from_b = pair.b.commit(SetRegister{pair.card, by_b});
    give(pair.a, from_b);
    give(pair.b, from_a);
    const Placement& there = pair.a.board.find(pair.card)->placement.value;
    CHECK((there == by_a || there == by_b));
    CHECK(there == pair.b.board.find(pair.card)->placement.value);
}

TEST_CASE("[M5] a thread lies on the board, a card on the board or in a thread") {
    Pair pair;
    const Op thread = pair.a.add_thread("données");
    Op into_card = thread;
    into_card.id.counter = pair.a.board.next_counter(pair.a.actor);
    into_card.lamport = pair.a.board.lamport() + 1;
    into_card.span = 1;
    into_card.body = SetRegister{thread.id, Placement{pair.card, "a1V", 0, 0}};
    CHECK(pair.a.board.check(into_card).error().code == ErrorCode::WrongKind);
    CHECK(*pair.a.board.apply(into_card) == Outcome::Ignored);
    CHECK(pair.a.board.find(thread.id)->placement.value.parent.is_null());
}

TEST_CASE("[M6] a link added while another removes it stays") {
    Pair pair;
    const Op other = pair.a.add_card("solution", CardKind::Solution);
    const Op link = pair.a.commit(AddLink{other.id, pair.card, Verb::Answers});
    give(pair.b, other);
    give(pair.b, link);
    const Op removal = pair.b.commit(RemoveLink{{link.id}});
    const Op again = pair.a.commit(AddLink{other.id, pair.card, Verb::Answers});
    give(pair.a, removal);
    give(pair.b, again);
    CHECK(pair.a.board.links().live_tags(other.id, pair.card, Verb::Answers) == std::vector<Id>{again.id});
    CHECK(pair.a.board.hash() == pair.b.board.hash());
}

TEST_CASE("[M6] a card may be in several threads, and leaves one without leaving the others") {
    Pair pair;
    const Op first = pair.a.add_thread("besoins");
    const Op second = pair.a.add_thread("données");
    const Op into_first = pair.a.commit(JoinThread{first.id, pair.card});
    pair.a.commit(JoinThread{second.id, pair.card});
    CHECK(pair.a.board.memberships().live_tags(pair.card).size() == 2);
    pair.a.commit(LeaveThread{{into_first.id}});
    CHECK(pair.a.board.memberships().live_tags(pair.card).size() == 1);
    CHECK(pair.a.board.memberships().live_tags(first.id).empty());
}

TEST_CASE("[M7] two people who type into one card at once both keep every word") {
    Pair pair;
    const Op from_a = pair.a.insert(pair.card, 5, " juridique");
    const Op from_b = pair.b.insert(pair.card, 0, "Un ");
    give(pair.a, from_b);
    give(pair.b, from_a);
    CHECK(pair.a.text(pair.card) == "Un frein juridique");
    CHECK(pair.b.text(pair.card) == pair.a.text(pair.card));
    CHECK(pair.a.board.hash() == pair.b.board.hash());
}

TEST_CASE("[M8] an op that cannot mean anything takes part in ordering and changes nothing else") {
    Pair pair;
    Op odd;
    odd.id = {pair.a.actor, pair.a.board.next_counter(pair.a.actor)};
    odd.lamport = pair.a.board.lamport() + 1;
    odd.body = JoinThread{pair.card, pair.card};  // a card is no thread
    CHECK(pair.a.board.check(odd).error().code == ErrorCode::WrongKind);
    CHECK(*pair.a.board.apply(odd) == Outcome::Ignored);
    CHECK(pair.a.board.next_counter(pair.a.actor) == odd.id.counter + 1);
    CHECK(pair.a.board.memberships().size() == 0);
}

TEST_CASE("[M2] a voter counts once per poll and slot, whichever device voted last") {
    Pair pair;
    const Op from_a = pair.a.commit(CastBallot{VoterId{9}, 0, pair.card, 1, false});
    give(pair.b, from_a);
    CHECK(testing::tally_of(pair.b.board, pair.card) == testing::Tally{1, 0, 0});
    const Op from_b = pair.b.commit(CastBallot{VoterId{9}, 0, pair.card, -1, false});
    give(pair.a, from_b);
    CHECK(testing::tally_of(pair.a.board, pair.card) == testing::Tally{0, 1, 0});
    pair.a.commit(CastBallot{VoterId{9}, 0, pair.card, 0, true});
    CHECK(testing::tally_of(pair.a.board, pair.card) == testing::Tally{0, 0, 0});
    CHECK(pair.a.board.ballots().size() == 1);
}

TEST_CASE("removing keeps the card and its text; restoring brings it back") {
    Pair pair;
    pair.a.commit(SetRegister{pair.card, Removed{true}});
    CHECK(pair.a.board.find(pair.card)->removed.value);
    CHECK(pair.a.text(pair.card) == "frein");
    pair.a.insert(pair.card, 5, "s");
    pair.a.commit(SetRegister{pair.card, Removed{false}});
    CHECK_FALSE(pair.a.board.find(pair.card)->removed.value);
    CHECK(pair.a.text(pair.card) == "freins");
}

TEST_CASE("[M9] the hash changes with every kind of change and does not with reading") {
    Pair pair;
    std::vector<std::uint64_t> seen{pair.a.board.hash()};
    const auto note = [&] {
        for (const std::uint64_t earlier : seen) {
            CHECK(pair.a.board.hash() != earlier);
        }
        seen.push_back(pair.a.board.hash());
        CHECK(pair.a.board.hash() == seen.back());
    };
    const Op thread = pair.a.add_thread("fil");
    note();
    pair.a.insert(pair.card, 0, "a");
    note();
    pair.a.erase(pair.card, 0, 1);
    note();
    pair.a.commit(SetRegister{pair.card, Organisation{"Cerema"}});
    note();
    pair.a.commit(SetRegister{kNullId, Title{"Dunkerque"}});
    note();
    pair.a.commit(JoinThread{thread.id, pair.card});
    note();
    pair.a.commit(CastBallot{VoterId{1}, 0, pair.card, 1, false});
    note();
    Op nothing;
    nothing.id = {pair.a.actor, pair.a.board.next_counter(pair.a.actor)};
    nothing.lamport = 99;
    nothing.body = Void{};
    REQUIRE(pair.a.board.apply(nothing));
    note();
}

TEST_CASE("a saved board loads to the same state, the same hash and the same bytes, and a damaged one does not load") {
    Pair pair;
    pair.a.add_thread("fil 🌱");
    pair.a.insert(pair.card, 3, "𝒜");
    pair.a.commit(CastBallot{VoterId{5}, 0, pair.card, -1, false});
    const Bytes bytes = pair.a.board.encode();
    const auto loaded = Board::decode(bytes);
    REQUIRE(loaded);
    CHECK(loaded->hash() == pair.a.board.hash());
    CHECK(loaded->encode() == bytes);
    CHECK(testing::tally_of(*loaded, pair.card) == testing::Tally{0, 1, 0});
    CHECK(loaded->next_counter(pair.a.actor) == pair.a.board.next_counter(pair.a.actor));
#ifndef __wasm__
    // In wasm malformed protobuf traps, by design; natively every damage is an error or leaves the state as it was.
    std::size_t refused = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        Bytes damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x15);
        const auto result = Board::decode(damaged);
        refused += result ? 0U : 1U;
        if (result) {
            CHECK(result->hash() == pair.a.board.hash());
        }
    }
    CHECK(refused > bytes.size() * 8 / 10);
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        const auto result = Board::decode(BytesView(bytes).substr(0, cut));
        CHECK((!result || result->hash() == pair.a.board.hash()));
    }
#endif
}

TEST_CASE("the server's check refuses what would not mean anything, with a reason") {
    Pair pair;
    const auto refused = [&](OpBody body) {
        Op op;
        op.id = {pair.b.actor, pair.b.board.next_counter(pair.b.actor)};
        op.lamport = pair.b.board.lamport() + 1;
        op.span = span_of(body);
        op.body = std::move(body);
        const auto result = pair.b.board.check(op);
        return result ? std::string("accepted") : std::string(error_name(result.error().code));
    };
    const Id nowhere{ActorId{77}, 1};
    const Id character{pair.a.actor, pair.card.counter + 1};
    CHECK(refused(SetRegister{nowhere, Removed{true}}) == "unknown_item");
    CHECK(refused(InsertText{pair.card, nowhere, kNullId, "x"}) == "unknown_item");
    CHECK(refused(InsertText{character, kNullId, kNullId, "x"}) == "unknown_item");
    CHECK(refused(InsertText{pair.card, {pair.a.actor, 3}, {pair.a.actor, 2}, "x"}) == "unknown_item");
    CHECK(refused(InsertText{pair.card, kNullId, kNullId, std::string(1, '\x01')}) == "bad_text");
    CHECK(refused(InsertText{pair.card, kNullId, kNullId, std::string(limits::kTextCharsMax, 'x')}) == "too_large");
    CHECK(refused(DeleteText{pair.card, {{pair.card, 1}}}) == "unknown_item");
    CHECK(refused(AddLink{pair.card, pair.card, Verb::Causes}) == "wrong_kind");
    CHECK(refused(RemoveLink{{pair.card}}) == "unknown_item");
    CHECK(refused(CastBallot{VoterId{1}, 0, pair.card, 101, false}) == "wrong_kind");
    CHECK(refused(CastBallot{VoterId{0}, 0, pair.card, 1, false}) == "wrong_kind");
    CHECK(refused(AddItem{ItemKind::Card, CardKind::None, {}, "", ""}) == "wrong_kind");
    CHECK(refused(AddItem{ItemKind::Card, CardKind::Need, {kNullId, "not a rank", 0, 0}, "", ""}) == "malformed");
    CHECK(refused(AddItem{ItemKind::Card, CardKind::Need, {kNullId, "a01", 2'000'000'000, 0}, "", ""}) == "too_large");
    CHECK(refused(AddItem{ItemKind::Card, CardKind::Need, {}, std::string(300, 'o'), ""}) == "too_large");
    CHECK(refused(SetRegister{pair.card, Title{"x"}}) == "wrong_kind");
    CHECK(refused(RemoveLink{}) == "malformed");
    CHECK(refused(LeaveThread{}) == "malformed");
    CHECK(refused(DeleteText{pair.card, {}}) == "malformed");
    CHECK(refused(Unknown{}) == "unknown_type");
    CHECK(refused(SetRegister{pair.card, Removed{true}}) == "accepted");
    Op early;
    early.id = {pair.b.actor, 5};
    early.lamport = 9;
    early.body = SetRegister{pair.card, Removed{true}};
    CHECK(pair.b.board.check(early).error().code == ErrorCode::OutOfOrder);
}

TEST_CASE("changes name each item once, and a host that never asks does not make them grow") {
    Pair pair;
    pair.a.board.take_changes();
    for (int i = 0; i < 5000; ++i) {
        pair.a.insert(pair.card, 0, "a");
        pair.a.commit(SetRegister{pair.card, CardKind::Need});
    }
    CHECK(pair.a.board.take_changes().items == std::vector<Id>{pair.card});
    CHECK(pair.a.board.take_changes().items.empty());
}

TEST_CASE("[M11] a purge is merged where it stands in the history and nowhere else") {
    constexpr ActorId kServer{9};
    Pair pair;
    give(pair.b, pair.a.erase(pair.card, 0, 3));
    const auto make_purge = [&](std::vector<Id> items) {
        const Board& board = pair.a.board;
        return Op{{kServer, board.next_counter(kServer)},
                  board.lamport() + 1,
                  1,
                  PurgeText{std::move(items), board.seen_hash()}};
    };
    const auto refusal = [](Replica& replica, const Op& op) {
        const std::uint64_t before = replica.board.hash();
        const auto merged = replica.board.apply(op);
        CHECK(replica.board.hash() == before);
        CHECK(replica.board.parked() == 0);
        return merged ? "" : std::string(error_name(merged.error().code));
    };
    const Op purge = make_purge({pair.card});
    CHECK(pair.a.board.check(purge));

    SECTION("there it forgets what is deleted") {
        const Board::Neighbours start = pair.a.board.neighbours(pair.card, 0);
        REQUIRE(start.right.counter == pair.card.counter + 1);  // "f", deleted
        CHECK(*pair.a.board.apply(purge) == Outcome::Applied);
        give(pair.b, purge);
        CHECK(pair.a.text(pair.card) == "in");
        CHECK(pair.a.board.find(pair.card)->text.run_count() == 1);
        CHECK(pair.a.board.hash() == pair.b.board.hash());
        CHECK(*pair.b.board.apply(purge) == Outcome::Duplicate);
        const Op late{{ActorId{5}, 1}, 9, 1, InsertText{pair.card, start.left, start.right, "x"}};
        CHECK(pair.a.board.check(late).error().code == ErrorCode::UnknownItem);
        CHECK(*pair.a.board.apply(late) == Outcome::Ignored);
        give(pair.b, late);
        give(pair.b, pair.a.insert(pair.card, 0, "fre"));
        CHECK(pair.b.text(pair.card) == "frein");
        CHECK(pair.a.board.hash() == pair.b.board.hash());
        const auto loaded = Board::decode(pair.a.board.encode());
        REQUIRE(loaded);
        CHECK(loaded->hash() == pair.a.board.hash());
        CHECK(loaded->encode() == pair.b.board.encode());
    }
    SECTION("a board that is behind or ahead of it is told so, and nothing changes") {
        Replica behind{3};
        give(behind, pair.card_op);
        CHECK(refusal(behind, purge) == "out_of_order");
        pair.b.insert(pair.card, 0, "e");
        CHECK(refusal(pair.b, purge) == "out_of_order");
        CHECK(pair.b.text(pair.card) == "ein");
    }
    SECTION("it never waits, whatever it names") {
        CHECK(refusal(pair.b, make_purge({{ActorId{77}, 1}})) == "out_of_order");
        Op gap = purge;
        gap.id.counter = 2;
        CHECK(refusal(pair.b, gap) == "out_of_order");
    }
    SECTION("what is no item is passed over") {
        CHECK(*pair.b.board.apply(make_purge({{ActorId{1}, pair.card.counter + 1}})) == Outcome::Ignored);
        CHECK(pair.b.text(pair.card) == "in");
    }
}

}  // namespace atelier::board
