// SPDX-License-Identifier: MIT
#include "server/history/contact_sheet.h"

#include <algorithm>

#include "server/history/picture.h"

namespace atelier::history {
namespace {

// All in px.
constexpr int kWidth = 1600;  // without margins
constexpr int kMargin = 40;
constexpr int kGap = 32;
constexpr int kHead = 116;
constexpr int kPadding = 20;
constexpr int kCellHead = 76;     // title and moment
constexpr int kPhaseLetter = 13;  // as wide as one of a phase's title is on average

int cells_abreast(std::size_t cells) {
    return cells <= 1 ? 1 : cells <= 4 ? 2 : 3;
}

double scale_of(const SheetCell& cell, int width) {
    return static_cast<double>(width - 2 * kPadding) / std::max(1, cell.columns.width);
}

int height_of(const SheetCell& cell, int width) {
    return kCellHead + static_cast<int>(cell.columns.height * scale_of(cell, width)) + kPadding;
}

std::string draw_cell(const SheetCell& cell, int width, int height) {
    const auto characters = static_cast<std::size_t>((width - 2 * kPadding) / kPhaseLetter);
    return "<rect" + box(0, 0, width, height) + " rx=\"6\" fill=\"#fffdf8\" stroke=\"#d8d0c0\"/>\n" +
           text_at(kPadding, 34, "phase", shortened(cell.title, characters)) +
           text_at(kPadding, 58, "moment", cell.moment) +
           placed(cell.columns.svg, kPadding, kCellHead, scale_of(cell, width));
}

}  // namespace

std::string draw_sheet(std::string_view title, std::string_view moment, const std::vector<SheetCell>& cells) {
    const int abreast = cells_abreast(cells.size());
    const int width = (kWidth - kGap * (abreast - 1)) / abreast;
    Drawing sheet{
        text_at(kMargin, 60, "title", shortened(title, kTitleCharactersMax)) + text_at(kMargin, 90, "moment", moment),
        kWidth + 2 * kMargin, kHead};
    const auto in_row = static_cast<std::size_t>(abreast);
    for (std::size_t first = 0; first < cells.size(); first += in_row) {
        const std::size_t behind = std::min(first + in_row, cells.size());
        int height = 0;
        for (std::size_t i = first; i < behind; ++i) {
            height = std::max(height, height_of(cells[i], width));
        }
        int x = kMargin;
        for (std::size_t i = first; i < behind; ++i) {
            sheet.svg += placed(draw_cell(cells[i], width, height), x, sheet.height);
            x += width + kGap;
        }
        sheet.height += height + kGap;
    }
    sheet.height += kMargin - kGap;
    return draw_paper(sheet, title);
}

}  // namespace atelier::history
