// A day on one sheet: the board at the end of each phase, side by side, as SVG. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/history/svg_text.h"

namespace atelier::history {

struct SheetCell {
    std::string title;   // of the phase; may be empty
    std::string moment;  // when it ended, in words
    Drawing columns;     // the board then
};

// How high columns may be that are drawn for a sheet, in px of draw_columns(): some forty cards of two lines.
inline constexpr int kSheetColumnMax = 2400;

// One cell fills the sheet, up to four stand two by two, more three by three. Well-formed whatever people wrote, and refers to
// nothing outside of itself.
std::string draw_sheet(std::string_view title, std::string_view moment, const std::vector<SheetCell>& cells);

}  // namespace atelier::history
