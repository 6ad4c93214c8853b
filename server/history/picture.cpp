// SPDX-License-Identifier: MIT
#include "server/history/picture.h"

#include <algorithm>

namespace atelier::history {
namespace {

// All in px.
constexpr int kMargin = 32;
constexpr int kHead = 104;  // title and moment

// The letters of the page where there are any of them, and what Debian has of their kind.
constexpr std::string_view kStyle =
    "<style>text{font-family:system-ui,'Noto Sans','Open Sans',sans-serif;fill:#23201b}"
    ".title,.column,.phase{font-family:'Iowan Old Style','Charis SIL',Georgia,serif;font-weight:700}"
    ".title{font-size:30px}.phase{font-size:24px}.column{font-size:20px}.card{font-size:16px}"
    ".moment{font-size:17px;fill:#5d564a}.small{font-size:13px;fill:#5d564a}"
    ".count{font-size:15px;text-anchor:end;fill:#5d564a}.erased{font-size:16px;font-style:italic;fill:#5d564a}"
    "</style>\n";

}  // namespace

std::string draw_paper(const Drawing& drawing, std::string_view label) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(drawing.width) + " " +
           std::to_string(drawing.height) + "\" role=\"img\" aria-label=\"" + escaped(label) + "\">\n" +
           std::string(kStyle) + "<rect width=\"100%\" height=\"100%\" fill=\"#f3efe6\"/>\n" + drawing.svg + "</svg>\n";
}

Drawing frame_board(const Drawing& columns, const PictureWords& words) {
    return {text_at(kMargin, 52, "title", shortened(words.title, kTitleCharactersMax)) +
                text_at(kMargin, 80, "moment", words.moment) + placed(columns.svg, kMargin, kHead),
            columns.width + 2 * kMargin, kHead + columns.height + kMargin};
}

std::string draw_board(const board::Board& board, const PictureWords& words) {
    return draw_paper(frame_board(draw_columns(board, words), words),
                      words.title + (words.moment.empty() ? "" : ", " + words.moment));
}

}  // namespace atelier::history
