// SPDX-License-Identifier: MIT
#include "server/workshop/ballot_secrecy.h"

#include <algorithm>
#include <variant>

namespace atelier::workshop {

bool has_ballots(const std::vector<board::Op>& ops) {
    return std::any_of(ops.begin(), ops.end(),
                       [](const board::Op& op) { return std::holds_alternative<board::CastBallot>(op.body); });
}

bool mask_ballots(std::vector<board::Op>& ops, VoterId viewer) {
    bool is_any = false;
    for (board::Op& op : ops) {
        const auto* ballot = std::get_if<board::CastBallot>(&op.body);
        if (ballot != nullptr && (ballot->voter != viewer || viewer == VoterId{})) {
            op.body = board::Void{true};
            is_any = true;
        }
    }
    return is_any;
}

std::vector<board::Op> ballots_of(const board::Board& board, VoterId voter) {
    std::vector<board::Op> ops;
    for (const board::BallotEntry& entry : board.ballots()) {
        const auto& [whose, poll, slot] = entry.voted;
        if (whose == voter) {
            const auto& [stamp, ballot] = entry.ballot;
            ops.push_back({{stamp.actor, 1},
                           stamp.lamport,
                           1,
                           board::CastBallot{whose, poll, slot, ballot.value, ballot.withdrawn, ballot.group}});
        }
    }
    return ops;
}

}  // namespace atelier::workshop
