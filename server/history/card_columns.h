// The cards of a board in their columns, as SVG. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/board/board.h"
#include "server/board/hash.h"
#include "server/history/svg_text.h"

namespace atelier::history {

struct PictureWords {
    std::string title;                          // of the board
    std::string moment;                         // when this was, in words; may be empty
    std::array<std::string_view, 5> columns{};  // names of the kinds: fears, barriers, needs, stories, solutions
    // What stands for the words of a card whose content was removed for good.
    std::unordered_map<board::Id, std::string, board::IdHash> erased = {};
    // What stands for the kinds of organisation that labels name by a word of workshop::kOrganisationKinds, in its order.
    std::array<std::string_view, 4> organisation_kinds{};
};

inline constexpr std::size_t kPictureLinesMax = 8;
inline constexpr int kPictureColumnMax = 4000;  // height of a column, in px: what a printer makes two pages of

// Cards that are removed, parked, folded into others or not on the board itself are not in it. Long texts end with an ellipsis after
// kPictureLinesMax lines, columns of more than `height_max` px with how many more cards there are. In the classes of kPictureStyle.
Drawing draw_columns(const board::Board& board, const PictureWords& words, int height_max = kPictureColumnMax);

}  // namespace atelier::history
