// The table role x op: every cell is written down here, so that a change of the rules is a change of this file.
// SPDX-License-Identifier: MIT
#include "server/workshop/rules.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace atelier;
using workshop::may_submit;
using workshop::Person;
using workshop::Role;

namespace {

constexpr ActorId kMe{0x1111};
constexpr ActorId kOther{0x2222};
constexpr VoterId kMyVote{0x3333};
constexpr VoterId kOtherVote{0x4444};

board::Op op_of(board::OpBody body, ActorId actor = kMe) {
    board::Op op;
    op.id = {actor, 1};
    op.lamport = 1;
    op.body = std::move(body);
    return op;
}

// "ok" or the name of the error.
std::string verdict(Role role, const board::Op& op) {
    const auto allowed = may_submit(Person{role, kMe, kMyVote}, op);
    return allowed ? "ok" : std::string(error_name(allowed.error().code));
}

struct Row {
    std::string name;
    board::OpBody body;
    std::string participant;
    std::string facilitator;
};

board::CastBallot ballot_of(VoterId voter) {
    board::CastBallot ballot;
    ballot.voter = voter;
    ballot.slot = {kOther, 1};
    ballot.value = 1;
    return ballot;
}

std::vector<Row> table() {
    const board::Id item{kOther, 1};
    return {
        {"add an item", board::AddItem{}, "ok", "ok"},
        {"place", board::SetRegister{item, board::Placement{}}, "ok", "ok"},
        {"change the kind", board::SetRegister{item, board::CardKind::Need}, "ok", "ok"},
        {"remove or restore", board::SetRegister{item, board::Removed{true}}, "ok", "ok"},
        {"say for whom", board::SetRegister{item, board::Organisation{"Cerema"}}, "ok", "ok"},
        {"name the board", board::SetRegister{board::kNullId, board::Title{"A"}}, "not_allowed", "ok"},
        {"insert text", board::InsertText{item, {}, {}, "a"}, "ok", "ok"},
        {"delete text", board::DeleteText{item, {}}, "ok", "ok"},
        {"add a link", board::AddLink{item, item, board::Verb::Answers}, "ok", "ok"},
        {"remove a link", board::RemoveLink{}, "ok", "ok"},
        {"join a thread", board::JoinThread{item, item}, "ok", "ok"},
        {"leave a thread", board::LeaveThread{}, "ok", "ok"},
        {"vote", ballot_of(kMyVote), "ok", "ok"},
        {"vote for somebody else", ballot_of(kOtherVote), "not_yours", "not_yours"},
        {"write Void", board::Void{}, "not_allowed", "not_allowed"},
        {"purge a text", board::PurgeText{{item}, 0}, "not_allowed", "not_allowed"},
        {"an op of a newer version", board::Unknown{}, "unknown_type", "unknown_type"},
    };
}

}  // namespace

TEST_CASE("each role may do what the table says") {
    for (const Row& row : table()) {
        INFO(row.name);
        CHECK(verdict(Role::Participant, op_of(row.body)) == row.participant);
        CHECK(verdict(Role::Facilitator, op_of(row.body)) == row.facilitator);
        CHECK(verdict(Role::Screen, op_of(row.body)) == "not_allowed");
        CHECK(verdict(Role::Observer, op_of(row.body)) == "not_allowed");
    }
}

TEST_CASE("nobody signs for another actor, whatever the role") {
    for (const Row& row : table()) {
        INFO(row.name);
        for (const Role role : {Role::Participant, Role::Facilitator, Role::Screen, Role::Observer}) {
            CHECK(verdict(role, op_of(row.body, kOther)) == "not_yours");
        }
    }
}
