// For a replica from which ops of others are withheld: what is missing of an actor is stepped over, so that what comes behind
// it can be merged. Such a replica has no hash to compare, and must be read anew once nothing is withheld any more.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/result.h"
#include "server/board/board.h"

namespace atelier::board {

// As board.apply(op), after a Void in the place of what the actor made before the op and the board has not.
Result<Outcome> apply_over_gap(Board& board, const Op& op);

}  // namespace atelier::board
