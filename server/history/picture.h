// A board at a moment as a picture: its columns with their cards, as SVG that any browser, word processor or printer shows.
// Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/board/board.h"
#include "server/board/hash.h"

namespace atelier::history {

struct PictureWords {
    std::string title;                          // of the board
    std::string moment;                         // when this was, in words; may be empty
    std::array<std::string_view, 5> columns{};  // names of the kinds: fears, barriers, needs, stories, solutions
    // What stands for the words of a card whose content was removed for good.
    std::unordered_map<board::Id, std::string, board::IdHash> erased = {};
};

// Cards that are removed, parked, folded into others or not on the board itself are not in it. Long texts end with an ellipsis after
// kPictureLinesMax lines, long columns with how many more cards there are. Well-formed whatever people wrote.
std::string draw_board(const board::Board& board, const PictureWords& words);

inline constexpr std::size_t kPictureLinesMax = 8;
inline constexpr int kPictureColumnMax = 4000;  // height of a column, in px: what a printer makes two pages of

}  // namespace atelier::history
