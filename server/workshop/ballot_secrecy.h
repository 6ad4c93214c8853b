// Ballots stay with who cast them and with the server: in what goes to anybody else a Void stands in the place of each, so
// that all agree on who has been merged how far. What votes come to is told by tallies (tallies.h). Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/base/ids.h"
#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::workshop {

bool has_ballots(const std::vector<board::Op>& ops);

// For the eyes of that voter; zero: of somebody who votes as nobody. True when something was put in a ballot's place.
bool mask_ballots(std::vector<board::Op>& ops, VoterId viewer);

// The voter's own, as ops that would write them: for a state that came without (Board::adopt_ballot).
std::vector<board::Op> ballots_of(const board::Board& board, VoterId voter);

}  // namespace atelier::workshop
