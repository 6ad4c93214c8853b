// Ranks inside one column of the board: the cards of one kind, in order.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/base/random.h"
#include "server/base/result.h"
#include "server/board/board.h"

namespace atelier::client {

// Cards of that kind in the order people see, removed and folded ones left out: by rank, ties by id.
std::vector<const board::Item*> column(const board::Board& board, board::CardKind kind);

// Behind every card of the column, removed and folded ones too, so that a card that comes back keeps its place.
Result<std::string> rank_at_end(const board::Board& board, board::CardKind kind, Random& random);

// A rank for `card` right before `before` in the column; null or a card of another column = at the end.
// Fails with TooLarge when the gap is used up: spread_ranks() first.
Result<std::string> rank_before(const board::Board& board, board::CardKind kind, board::Id card, board::Id before,
                                Random& random);

// New, short ranks for the whole column in its present order, removed and folded cards too: one of them may be what
// leaves no room.
Result<std::vector<std::pair<board::Id, std::string>>> spread_ranks(const board::Board& board, board::CardKind kind,
                                                                    Random& random);

}  // namespace atelier::client
