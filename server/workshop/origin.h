// Where a card or thread was brought from, as the text of its setting Origin: "<board> <item> <title>", the board in 32
// hexadecimal digits, the item as 16 of its actor, "-" and its counter, the title of the board as it was then. What it says
// is the word of whoever brought it: nothing here asks that board.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "server/base/ids.h"

namespace atelier::workshop {

// Whether the text is one of these, of at most kOriginBytesMax bytes.
bool is_origin(std::string_view text);

// The board it names; nothing for a text that is_origin() does not take.
std::optional<BoardId> board_of_origin(std::string_view text);

}  // namespace atelier::workshop
