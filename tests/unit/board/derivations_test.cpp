// Merges, splits and rewordings: MERGE.md rule M10.
// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/board/board.h"
#include "tests/support/catch.h"
#include "tests/support/replica.h"
#include "tests/support/tally.h"

namespace atelier::board {
namespace {

using atelier::testing::Replica;

AddItem derived(DerivedBy how, std::vector<Id> sources, VoteRule votes = VoteRule::Union) {
    return {ItemKind::Card, CardKind::Need, {}, "", "synthèse", {how, votes, std::move(sources)}};
}

CastBallot ballot(std::uint64_t voter, Id slot, std::int32_t value) {
    return {VoterId{voter}, 0, slot, value, false};
}

// Two replicas that both know two cards.
struct Pair {
    Pair() { share(); }
    // Gives each what the other has done since.
    void share() {
        for (const Op& op : done) {
            REQUIRE(a.board.apply(op));
            REQUIRE(b.board.apply(op));
        }
        REQUIRE(a.board.hash() == b.board.hash());
    }
    Id by(Replica& who, OpBody body) {
        done.push_back(who.commit(std::move(body)));
        return done.back().id;
    }
    std::string refused(OpBody body) {
        const Op op{{a.actor, a.board.next_counter(a.actor)}, a.board.lamport() + 1, span_of(body), std::move(body)};
        const auto checked = a.board.check(op);
        return checked ? "accepted" : std::string(error_name(checked.error().code));
    }

    Replica a{1};
    Replica b{2};
    Op first = a.add_card("un");
    Op second = a.add_card("deux");
    std::vector<Op> done{first, second};
};

}  // namespace

TEST_CASE("[M10] a merge folds its sources and changes nothing in them; removing it brings them back") {
    Pair pair;
    const Id merged = pair.by(pair.a, derived(DerivedBy::Merge, {pair.first.id, pair.second.id}));
    pair.share();
    const Board& board = pair.b.board;
    CHECK(board.is_folded(pair.first.id));
    CHECK(board.is_folded(pair.second.id));
    CHECK_FALSE(board.is_folded(merged));
    CHECK(board.find(pair.first.id)->text.str() == "un");
    CHECK_FALSE(board.find(pair.first.id)->removed.value);
    // Somebody types into the merged card; then the merge is taken back, by another, and put back.
    pair.done.push_back(pair.b.insert(merged, 0, "La "));
    pair.by(pair.b, SetRegister{merged, Removed{true}});
    pair.share();
    CHECK_FALSE(board.is_folded(pair.first.id));
    CHECK(board.find(merged)->text.str() == "La synthèse");
    pair.by(pair.a, SetRegister{merged, Removed{false}});
    pair.share();
    CHECK(board.is_folded(pair.first.id));
    CHECK(board.find(merged)->text.str() == "La synthèse");
}

TEST_CASE("[M10] two merges made at once that share an original both stand, and it is folded under both") {
    Pair pair;
    const Id third = pair.by(pair.a, AddItem{ItemKind::Card, CardKind::Need, {}, "", "trois"});
    pair.share();
    const Id one = pair.by(pair.a, derived(DerivedBy::Merge, {pair.first.id, pair.second.id}));
    const Id other = pair.by(pair.b, derived(DerivedBy::Merge, {pair.second.id, third}));
    pair.share();
    CHECK(pair.b.board.derived_from(pair.second.id) == std::vector<Id>{one, other});
    pair.by(pair.a, SetRegister{one, Removed{true}});
    pair.share();
    CHECK_FALSE(pair.b.board.is_folded(pair.first.id));
    CHECK(pair.b.board.is_folded(pair.second.id));
}

TEST_CASE("[M10] a voter counts once over a merged card and its sources, by the latest ballot") {
    Pair pair;
    pair.by(pair.a, ballot(1, pair.first.id, 1));
    pair.by(pair.a, ballot(1, pair.second.id, -1));
    pair.by(pair.a, ballot(2, pair.second.id, 1));
    const Id merged = pair.by(pair.a, derived(DerivedBy::Merge, {pair.first.id, pair.second.id}));
    const Board& board = pair.a.board;
    CHECK(testing::tally_of(board, merged) == testing::Tally{1, 1, 0});
    CHECK(board.standing_ballot(VoterId{1}, 0, merged)->value == -1);
    pair.by(pair.a, ballot(1, merged, 1));
    CHECK(testing::tally_of(board, merged) == testing::Tally{2, 0, 0});
    CHECK(testing::tally_of(board, pair.second.id) == testing::Tally{1, 1, 0});  // what was cast there stays there
    pair.by(pair.a, ballot(3, pair.first.id, 0));  // an old page may still vote on a folded card
    CHECK(testing::tally_of(board, merged) == testing::Tally{2, 0, 1});
    CastBallot withdrawn = ballot(2, merged, 0);
    withdrawn.withdrawn = true;
    pair.by(pair.a, withdrawn);
    CHECK(testing::tally_of(board, merged) == testing::Tally{1, 0, 1});
    CHECK(board.standing_ballot(VoterId{2}, 0, merged)->withdrawn);
    CHECK(board.standing_ballot(VoterId{9}, 0, merged) == nullptr);
    // Removing and restoring are not votes.
    pair.by(pair.a, SetRegister{pair.first.id, Removed{true}});
    CHECK(testing::tally_of(board, merged) == testing::Tally{1, 0, 1});
    pair.share();
    CHECK(testing::tally_of(pair.b.board, merged) == testing::Tally{1, 0, 1});
}

TEST_CASE("[M10] with the rule reset only ballots on the derived card count, also for what derives from it") {
    Pair pair;
    pair.by(pair.a, ballot(1, pair.first.id, 1));
    const Id reset = pair.by(pair.a, derived(DerivedBy::Reword, {pair.first.id}, VoteRule::Reset));
    const Id merged = pair.by(pair.a, derived(DerivedBy::Merge, {reset, pair.second.id}));
    CHECK(testing::tally_of(pair.a.board, reset) == testing::Tally{});
    CHECK(testing::tally_of(pair.a.board, merged) == testing::Tally{});
    pair.by(pair.a, ballot(2, reset, 1));
    CHECK(testing::tally_of(pair.a.board, merged) == testing::Tally{1, 0, 0});
    pair.a.board.take_changes();
    pair.by(pair.a, ballot(3, reset, 1));
    const std::vector<Id> changed = pair.a.board.take_changes().items;
    CHECK(changed == std::vector<Id>{reset, merged});  // both counts are to be drawn again, and no other
}

TEST_CASE("[M10] folding and unfolding are reported, for redrawing") {
    Pair pair;
    pair.a.board.take_changes();
    const Id merged = pair.by(pair.a, derived(DerivedBy::Merge, {pair.first.id, pair.second.id}));
    const std::vector<Id> all{pair.first.id, pair.second.id, merged};
    CHECK(pair.a.board.take_changes().items == all);
    pair.by(pair.a, SetRegister{merged, Removed{true}});
    CHECK(pair.a.board.take_changes().items == all);
}

TEST_CASE("[M10] the server refuses derivations that cannot be") {
    Pair pair;
    const Id un = pair.first.id;
    const Id deux = pair.second.id;
    const Id thread = pair.by(pair.a, AddItem{ItemKind::Thread, CardKind::None, {}, "", "fil"});
    CHECK(pair.refused(derived(DerivedBy::Merge, {un, deux})) == "accepted");
    CHECK(pair.refused(derived(DerivedBy::Merge, {un})) == "wrong_kind");
    CHECK(pair.refused(derived(DerivedBy::Reword, {un, deux})) == "wrong_kind");
    CHECK(pair.refused(derived(DerivedBy::Merge, {un, un})) == "wrong_kind");
    CHECK(pair.refused(derived(DerivedBy::Merge, {un, thread})) == "wrong_kind");
    CHECK(pair.refused(derived(DerivedBy::Merge, {un, Id{un.actor, un.counter + 1}})) == "unknown_item");  // a letter
    CHECK(pair.refused(derived(DerivedBy::Merge, {un, kNullId})) == "unknown_item");
    CHECK(pair.refused(derived(DerivedBy::Merge, {un, Id{un.actor, 99}})) == "unknown_item");
    CHECK(pair.refused(AddItem{ItemKind::Thread, CardKind::None, {}, "", "fil", {DerivedBy::Reword, {}, {un}}}) ==
          "wrong_kind");
    CHECK(pair.refused(derived(DerivedBy::Merge, std::vector<Id>(limits::kDerivationSourcesMax + 1, un))) ==
          "too_large");
    Op early{{ActorId{7}, 1}, 1, 1, derived(DerivedBy::Reword, {deux})};
    early.span = span_of(early.body);
    const auto checked = pair.a.board.check(early);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == ErrorCode::Malformed);
}

TEST_CASE("[M8][M10] what cannot be a source is left out, on every replica alike") {
    Pair pair;
    const Id thread = pair.by(pair.a, AddItem{ItemKind::Thread, CardKind::None, {}, "", "fil"});
    pair.share();
    Op op{{ActorId{7}, 1}, 50, 1, derived(DerivedBy::Merge, {pair.first.id, pair.first.id, thread, kNullId})};
    op.span = span_of(op.body);
    pair.done = {op};
    pair.share();
    CHECK(pair.a.board.find(op.id)->derivation.sources == std::vector<Id>{pair.first.id});
    Op late = op;  // a clock that lies: from before its own source
    late.id.actor = ActorId{8};
    late.lamport = 1;
    pair.done = {late};
    pair.share();
    CHECK(pair.a.board.find(late.id)->derivation.sources.empty());
    CHECK(pair.a.board.find(late.id)->text.str() == "synthèse");
}

TEST_CASE("[M10] a board has so many sources named and no more, also when it is loaded") {
    Replica person(1);
    std::vector<Id> cards;
    for (std::size_t i = 0; i < limits::kDerivationSourcesMax; ++i) {
        cards.push_back(person.add_card("x").id);
    }
    std::size_t named = 0;
    for (; named + cards.size() <= limits::kDerivationEdgesMax; named += cards.size()) {
        person.commit(derived(DerivedBy::Merge, cards));
    }
    const auto refused = [&](std::size_t sources) {
        const AddItem body = derived(DerivedBy::Merge, {cards.begin(), cards.begin() + static_cast<long>(sources)});
        const Op op{
            {person.actor, person.board.next_counter(person.actor)}, person.board.lamport() + 1, span_of(body), body};
        const auto checked = person.board.check(op);
        return checked ? "accepted" : std::string(error_name(checked.error().code));
    };
    const std::size_t left = limits::kDerivationEdgesMax - named;
    REQUIRE(left >= 2);
    CHECK(refused(left) == "accepted");
    CHECK(refused(left + 1) == "too_many");
    CHECK(person.board.has_room_to_derive(left));
    CHECK_FALSE(person.board.has_room_to_derive(left + 1));
    person.commit(derived(DerivedBy::Merge, {cards.begin(), cards.begin() + static_cast<long>(left)}));
    CHECK(Board::decode(person.board.encode()));
    // A replica merges what a server has committed, and does not load a state over the bound.
    AddItem more = derived(DerivedBy::Reword, {cards.front()});
    const Op op{{ActorId{2}, 1}, person.board.lamport() + 1, span_of(more), more};
    REQUIRE(person.board.apply(op));
    const auto loaded = Board::decode(person.board.encode());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == ErrorCode::Malformed);
}

TEST_CASE("[M9][M10] a derivation is part of the hash and of the saved state") {
    Pair pair;
    Board plain = pair.a.board.copy();
    Board reset = pair.a.board.copy();
    const Op op = pair.a.commit(derived(DerivedBy::Merge, {pair.first.id, pair.second.id}));
    pair.a.commit(ballot(4, pair.first.id, 1));
    Op other = op;
    std::get<AddItem>(other.body).derivation = {};
    REQUIRE(plain.apply(other));
    std::get<AddItem>(other.body).derivation = {DerivedBy::Merge, VoteRule::Reset, {pair.first.id, pair.second.id}};
    REQUIRE(reset.apply(other));
    CHECK(plain.hash() != reset.hash());
    CHECK(pair.a.board.hash() != plain.hash());
    auto loaded = Board::decode(pair.a.board.encode());
    REQUIRE(loaded);
    CHECK(loaded->hash() == pair.a.board.hash());
    CHECK(loaded->is_folded(pair.first.id));
    CHECK(testing::tally_of(*loaded, op.id) == testing::Tally{1, 0, 0});
    CHECK(loaded->find(op.id)->derivation == pair.a.board.find(op.id)->derivation);
}

}  // namespace atelier::board
