// How a room votes: what a ballot may say, what is left of a budget, and what the votes on a card come to.
// SPDX-License-Identifier: MIT
#include "server/workshop/votes.h"

#include <string>

#include "server/base/limits.h"
#include "server/workshop/rules.h"
#include "server/workshop/tallies.h"
#include "tests/support/catch.h"
#include "tests/support/replica.h"

using namespace atelier;
using board::CastBallot;
using testing::Replica;
using workshop::count_votes;
using workshop::poll_number;
using workshop::VoteForm;

namespace {

constexpr std::uint32_t kDots = poll_number(VoteForm::Dots, 1);
constexpr std::uint32_t kScale = poll_number(VoteForm::Scale, 1);
constexpr std::uint32_t kCarry = poll_number(VoteForm::Carry, 1);

struct Room {
    Replica replica{1};
    board::Id bus = replica.add_card("des bus le soir").id;
    board::Id bike = replica.add_card("une piste cyclable").id;

    void vote(std::uint64_t voter, std::uint32_t poll, board::Id slot, std::int32_t value, std::uint8_t group = 0) {
        replica.commit(CastBallot{VoterId{voter}, poll, slot, value, false, group});
    }
    void take_back(std::uint64_t voter, std::uint32_t poll, board::Id slot) {
        replica.commit(CastBallot{VoterId{voter}, poll, slot, 0, true});
    }
    std::string check(std::uint32_t dots, CastBallot ballot) const {
        const Result<void> checked = workshop::check_ballot(replica.board, dots, ballot);
        return checked ? "ok" : std::string(error_name(checked.error().code));
    }
    std::string tally(board::Id card) const { return count_votes(replica.board, card); }
};

}  // namespace

TEST_CASE("[G7] polls are numbered by form and round", "[workshop][votes]") {
    CHECK(poll_number(VoteForm::Opinion, 1) == 0);
    CHECK(poll_number(VoteForm::Dots, 3) == 9);
    CHECK(workshop::form_of(9) == VoteForm::Dots);
    CHECK(workshop::form_of(poll_number(VoteForm::Carry, workshop::kVoteRoundsMax)) == VoteForm::Carry);
}

TEST_CASE("[G7] a ballot says what its form has", "[workshop][votes]") {
    const Room room;
    const auto check = [&](std::uint32_t poll, std::int32_t value) {
        return room.check(5, CastBallot{VoterId{7}, poll, room.bus, value});
    };
    CHECK(check(0, -1) == "ok");
    CHECK(check(0, 2) == "wrong_kind");
    CHECK(check(kScale, 2) == "ok");
    CHECK(check(kScale, 0) == "wrong_kind");
    CHECK(check(kScale, 3) == "wrong_kind");
    CHECK(check(kCarry, 1) == "ok");
    CHECK(check(kCarry, -1) == "wrong_kind");
    CHECK(check(kDots, 5) == "ok");
    CHECK(check(kDots, 0) == "wrong_kind");
    CHECK(check(kDots, -3) == "wrong_kind");
}

TEST_CASE("[G7] a budget of dots is kept, whatever becomes of the cards", "[workshop][votes]") {
    Room room;
    const auto check = [&](board::Id card, std::int32_t dots, std::uint64_t voter = 7) {
        return room.check(5, CastBallot{VoterId{voter}, kDots, card, dots});
    };
    room.vote(7, kDots, room.bus, 3);
    CHECK(check(room.bike, 2) == "ok");
    CHECK(check(room.bike, 3) == "no_votes_left");
    CHECK(check(room.bus, 5) == "ok");  // in place of the three
    CHECK(check(room.bike, 5, 8) == "ok");
    CHECK(room.check(0, CastBallot{VoterId{8}, kDots, room.bike, 1}) == "no_votes_left");  // no phase has a budget

    // Less is always taken, even of a budget that shrank.
    CHECK(room.check(1, CastBallot{VoterId{7}, kDots, room.bus, 2}) == "ok");
    CHECK(room.check(1, CastBallot{VoterId{7}, kDots, room.bus, 0, true}) == "ok");

    // What lies on a card that is gone can be given again.
    room.replica.commit(board::SetRegister{room.bus, board::Removed{true}});
    CHECK(check(room.bike, 5) == "ok");
    room.replica.commit(board::SetRegister{room.bus, board::Removed{false}});
    CHECK(check(room.bike, 3) == "no_votes_left");
}

TEST_CASE("[G7] the phase that is on has one vote, and its budget", "[workshop][votes]") {
    Room room;
    workshop::Phase phase;
    phase.may = static_cast<std::uint16_t>(workshop::Act::Vote);
    phase.vote = VoteForm::Dots;
    phase.dots = 2;
    const auto verdict = [&](workshop::Role role, const workshop::Phase* on, std::uint32_t poll, std::int32_t value) {
        board::Op op;
        op.id = {ActorId{9}, 1};
        op.lamport = room.replica.board.lamport() + 1;
        op.body = CastBallot{VoterId{7}, poll, room.bus, value};
        const auto allowed = workshop::may_submit({role, ActorId{9}, VoterId{7}}, room.replica.board, on, op);
        return allowed ? "ok" : std::string(error_name(allowed.error().code));
    };
    using workshop::Role;
    CHECK(verdict(Role::Participant, &phase, kDots, 2) == "ok");
    CHECK(verdict(Role::Participant, &phase, kDots, 3) == "no_votes_left");
    CHECK(verdict(Role::Participant, &phase, 0, 1) == "not_now");
    CHECK(verdict(Role::Participant, &phase, kScale, 1) == "not_now");
    CHECK(verdict(Role::Facilitator, &phase, kDots, 3) == "no_votes_left");
    CHECK(verdict(Role::Facilitator, &phase, 0, 1) == "ok");
    CHECK(verdict(Role::Participant, nullptr, 0, 1) == "ok");
    CHECK(verdict(Role::Participant, nullptr, kDots, 1) == "no_votes_left");
}

TEST_CASE("[W39] a poll whose ballots are out of the record takes none, of whomever", "[workshop][votes]") {
    Room room;
    room.vote(7, kScale, room.bus, 1);
    room.vote(8, kCarry, room.bus, 1);
    workshop::Polls polls = workshop::polls_with_ballots(room.replica.board);
    CHECK(polls.count() == 2);
    CHECK(polls.test(kScale));
    CHECK(polls.test(kCarry));
    CHECK(workshop::closed_polls(room.replica.board).none());
    polls.reset(kCarry);
    polls.set(limits::kPollsMax - 1);
    room.replica.commit(workshop::closing(polls));
    CHECK(workshop::closed_polls(room.replica.board) == polls);
    CHECK(room.check(5, CastBallot{VoterId{7}, kScale, room.bus, 2}) == "poll_closed");
    CHECK(room.check(5, CastBallot{VoterId{7}, kScale, room.bus, 0, true}) == "poll_closed");
    CHECK(room.check(5, CastBallot{VoterId{7}, limits::kPollsMax - 1, room.bus, 1}) == "poll_closed");
    CHECK(room.check(5, CastBallot{VoterId{7}, kCarry, room.bus, 1}) == "ok");
    CHECK(room.check(5, CastBallot{VoterId{7}, limits::kPollsMax + kScale, room.bus, 1}) == "ok");  // no poll at all
}

TEST_CASE("[G9] votes are counted by poll, each voter once", "[workshop][votes]") {
    Room room;
    CHECK(room.tally(room.bus).empty());
    room.vote(1, 0, room.bus, 1);
    room.vote(2, 0, room.bus, -1);
    room.vote(2, 0, room.bus, 1);
    room.vote(3, 0, room.bus, 0);
    CHECK(room.tally(room.bus) == R"([{"poll":0,"counts":[0,1,2]}])");
    room.vote(1, kDots, room.bus, 3);
    room.vote(2, kDots, room.bus, 1);
    room.vote(1, kScale, room.bus, -2);
    room.vote(2, kScale, room.bus, 1);
    room.vote(3, kCarry, room.bus, 1);
    CHECK(
        room.tally(room.bus) ==
        R"([{"poll":0,"counts":[0,1,2]},{"poll":1,"counts":[4,2]},{"poll":2,"counts":[1,0,1,0]},{"poll":3,"counts":[1]}])");
    room.take_back(3, kCarry, room.bus);
    room.take_back(1, kScale, room.bus);
    CHECK(room.tally(room.bus) ==
          R"([{"poll":0,"counts":[0,1,2]},{"poll":1,"counts":[4,2]},{"poll":2,"counts":[0,0,1,0]}])");
    CHECK(room.tally(room.bike).empty());
    CHECK(workshop::count_voters(room.replica.board, 0) == 3);
    CHECK(workshop::count_voters(room.replica.board, kCarry) == 0);
}

TEST_CASE("[G8] a merged card counts whom its sources had, each once", "[workshop][votes]") {
    Room room;
    room.vote(1, kScale, room.bus, 2);
    room.vote(1, kScale, room.bike, -1);
    room.vote(2, kScale, room.bike, 1);
    board::AddItem merged{board::ItemKind::Card, board::CardKind::Need, {}, "", "bus et vélos"};
    merged.derivation = {board::DerivedBy::Merge, board::VoteRule::Union, {room.bus, room.bike}};
    const board::Id both = room.replica.commit(merged).id;
    CHECK(room.tally(both) == R"([{"poll":2,"counts":[0,1,1,0]}])");
    merged.derivation.votes = board::VoteRule::Reset;
    CHECK(room.tally(room.replica.commit(merged).id).empty());
}

TEST_CASE("[G11] groups are told where nobody can be recognised by them", "[workshop][votes]") {
    Room room;
    for (std::uint64_t voter = 1; voter <= 4; ++voter) {
        room.vote(voter, kCarry, room.bus, 1, 1);
    }
    for (std::uint64_t voter = 11; voter <= 13; ++voter) {
        room.vote(voter, kCarry, room.bus, 1, 2);
    }
    CHECK(room.tally(room.bus) == R"([{"poll":3,"counts":[7],"groups":{"1":[4],"2":[3]}}])");
    // One of a third kind would be told by taking the others from the whole.
    room.vote(21, kCarry, room.bus, 1, 3);
    CHECK(room.tally(room.bus).find("\"2\"") == std::string::npos);
    CHECK(room.tally(room.bus).find("\"3\"") == std::string::npos);
    // A room of one kind has nothing to split.
    for (std::uint64_t voter = 1; voter <= 4; ++voter) {
        room.vote(voter, kCarry, room.bike, 1, 1);
    }
    CHECK(room.tally(room.bike) == R"([{"poll":3,"counts":[4]}])");
}

TEST_CASE("[G11] disagreement is said where a quarter stands on either side, or groups stand apart",
          "[workshop][votes]") {
    Room room;
    const auto is_disputed = [&](board::Id card) { return room.tally(card).find("disagree") != std::string::npos; };
    room.vote(1, 0, room.bus, 1);
    room.vote(2, 0, room.bus, -1);
    CHECK_FALSE(is_disputed(room.bus));  // two people
    room.vote(3, 0, room.bus, 1);
    room.vote(4, 0, room.bus, 1);
    CHECK(is_disputed(room.bus));  // one of four
    room.vote(5, 0, room.bus, 1);
    CHECK_FALSE(is_disputed(room.bus));

    // Thirteen fully agree, three of another kind fully do not: less than a quarter, and far apart.
    for (std::uint64_t voter = 1; voter <= 13; ++voter) {
        room.vote(voter, kScale, room.bike, 2, 1);
    }
    CHECK_FALSE(is_disputed(room.bike));
    for (std::uint64_t voter = 21; voter <= 23; ++voter) {
        room.vote(voter, kScale, room.bike, -2, 2);
    }
    CHECK(is_disputed(room.bike));
}

TEST_CASE("[G9] a tally is written once, and again when it changed", "[workshop][votes]") {
    Room room;
    CHECK(workshop::due_tallies(room.replica.board, 100).empty());
    room.vote(1, 0, room.bus, 1);
    room.vote(1, 0, room.bike, 1);
    CHECK(workshop::due_tallies(room.replica.board, 1).size() == 1);
    for (board::SetSetting& tally : workshop::due_tallies(room.replica.board, 100)) {
        room.replica.commit(std::move(tally));
    }
    CHECK(workshop::due_tallies(room.replica.board, 100).empty());
    room.take_back(1, 0, room.bus);
    const auto due = workshop::due_tallies(room.replica.board, 100);
    REQUIRE(due.size() == 1);
    CHECK(due.front().value.text.empty());
}

TEST_CASE("[G9] what was told of a vote whose ballots are not here stays; one that goes on is counted anew",
          "[workshop][votes]") {
    Room room;
    const std::string before = R"([{"poll":0,"counts":[0,0,7]},{"poll":2,"counts":[1,0,4,9],"disagree":true}])";
    room.replica.commit(board::SetSetting{{room.bus, board::SettingKey::Tally}, {0, before}});
    CHECK(workshop::due_tallies(room.replica.board, 100).empty());
    room.vote(1, 4, room.bus, 1);
    room.vote(2, 0, room.bus, -1);
    const auto due = workshop::due_tallies(room.replica.board, 100);
    REQUIRE(due.size() == 1);
    CHECK(due.front().value.text ==
          R"([{"poll":0,"counts":[1,0,0]},{"poll":2,"counts":[1,0,4,9],"disagree":true},{"poll":4,"counts":[0,0,1]}])");
}

TEST_CASE("[G10] votes of the room are counts by poll, and nothing else", "[workshop][votes]") {
    CHECK(workshop::check_room_votes(R"({"0":[1,0,12],"1":[30,8],"2":[0,1,2,3],"3":[5]})"));
    CHECK(workshop::check_room_votes("{}"));
    for (const char* wrong : {"", "7", "[]", R"({"0":[1,2]})", R"({"0":[1,2,-3]})", R"({"0":[1,2,1e9]})", R"({"0":5})",
                              R"({"64":[1,2,3]})", R"({"x":[1,2,3]})", R"({"":[1,2,3]})", R"({"0 ":[1,2,3]})",
                              R"({"0":["1",2,3]})", R"({"99999999999999999999":[1]})"}) {
        CAPTURE(wrong);
        CHECK_FALSE(workshop::check_room_votes(wrong));
    }
}

TEST_CASE("[G10] facilitators write what the room voted, and only the server what ballots come to",
          "[workshop][votes]") {
    const Room room;
    const auto verdict = [&](workshop::Role role, board::SettingKey key, const char* text) {
        board::Op op;
        op.id = {ActorId{9}, 1};
        op.lamport = room.replica.board.lamport() + 1;
        op.body = board::SetSetting{{room.bus, key}, {0, text}};
        const auto allowed = workshop::may_submit({role, ActorId{9}, VoterId{7}}, room.replica.board, nullptr, op);
        return allowed ? "ok" : std::string(error_name(allowed.error().code));
    };
    using board::SettingKey;
    using workshop::Role;
    CHECK(verdict(Role::Facilitator, SettingKey::RoomVotes, R"({"0":[1,0,12]})") == "ok");
    CHECK(verdict(Role::Facilitator, SettingKey::RoomVotes, "") == "ok");
    CHECK(verdict(Role::Facilitator, SettingKey::RoomVotes, "douze") == "malformed");
    CHECK(verdict(Role::Participant, SettingKey::RoomVotes, R"({"0":[1,0,12]})") == "not_allowed");
    CHECK(verdict(Role::Facilitator, SettingKey::Tally, "[]") == "not_allowed");
    CHECK(verdict(Role::Participant, SettingKey::Tally, "[]") == "not_allowed");
}
