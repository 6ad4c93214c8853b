// What lies on a board at a moment, as JSON for programs and for the pages of other boards: cards in the order of their columns, and
// threads. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>

#include "server/board/board.h"
#include "server/history/timeline.h"

namespace atelier::history {

// {"cards":[{"id","kind","text","organisation","links":[{"to","verb"}],"origin"?}],"threads":[{"id","text","cards":[id],"origin"?}]}
// Of what was removed for good, `erased` says when, in ms: `"erased":ms`, and there are no words.
// Cards that are removed, parked, folded into others or not on the board itself are not in it, nor what ties them; ids as in
// op_json.h.
nlohmann::ordered_json cards_to_json(const board::Board& board, const ErasedWhen& erased);

// How many cards are in it.
std::size_t count_cards(const board::Board& board);

}  // namespace atelier::history
