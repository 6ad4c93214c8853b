// A board at a moment as a picture: its columns with their cards, as SVG that any browser, word processor or printer shows.
// Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/board/board.h"
#include "server/history/card_columns.h"
#include "server/history/svg_text.h"

namespace atelier::history {

inline constexpr std::size_t kTitleCharactersMax = 75;  // of a picture's title, in 1,480 px

// Well-formed whatever people wrote, and refers to nothing outside of itself.
std::string draw_board(const board::Board& board, const PictureWords& words);

// Columns that are drawn already, with title and moment above them.
Drawing frame_board(const Drawing& columns, const PictureWords& words);

// A whole picture of that size on paper, with what is drawn on it. `label`: what it is, for those who do not see it.
std::string draw_paper(const Drawing& drawing, std::string_view label);

}  // namespace atelier::history
