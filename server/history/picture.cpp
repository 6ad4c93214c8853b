// SPDX-License-Identifier: MIT
#include "server/history/picture.h"

#include <algorithm>
#include <array>
#include <vector>

namespace atelier::history {
namespace {

using board::CardKind;
using board::Item;

// All in px. The page's own measures and colours (web-client/src/styles/tokens.css, light).
constexpr int kMargin = 32;
constexpr int kGap = 20;
constexpr int kColumn = 280;
constexpr int kHead = 124;  // title and moment
constexpr int kColumnHead = 44;
constexpr int kPadding = 14;
constexpr int kLine = 22;                     // of a card's text, 16 px
constexpr int kSmallLine = 18;                // of its organisation, 13 px
constexpr std::size_t kCharactersALine = 27;  // no letter is measured here, and fonts differ: in 248 px, of wide ones
constexpr std::size_t kSmallCharactersALine = 33;

struct Look {
    CardKind kind;
    const char* colour;
    const char* paper;
    const char* shape;  // in a square of 16
};

constexpr std::array<Look, 5> kLooks{{
    {CardKind::Fear, "#a3342a", "#fceeea", "M8 1l8 14H0z"},
    {CardKind::Barrier, "#885000", "#fcf1dd", "M5 0h6l5 5v6l-5 5H5l-5-5V5z"},
    {CardKind::Need, "#1f5a96", "#e9f1fa", "M8 0a8 8 0 1 0 0 16a8 8 0 1 0 0-16z"},
    {CardKind::Story, "#6a3f98", "#f2ecf9", "M0 1h16v10H9l-4 4v-4H0z"},
    {CardKind::Solution, "#1d6b47", "#e7f4eb", "M8 0l2 6h6l-5 4 2 6-5-4-5 4 2-6-5-4h6z"},
}};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// The bytes of the first `count` code points.
std::size_t bytes_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const bool is_first = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (is_first && count-- == 0) {
            break;
        }
    }
    return at;
}

// What French sets apart and does not part from the word before it.
bool is_mark(std::string_view word) {
    return word == ":" || word == ";" || word == "!" || word == "?" || word == "»";
}

std::string shortened(std::string_view text, std::size_t characters) {
    return characters_in(text) <= characters ? std::string(text)
                                             : std::string(text.substr(0, bytes_of(text, characters - 1))) + "…";
}

// Lines of so many characters, broken between words, and inside those that are longer.
std::vector<std::string> wrapped(std::string_view text) {
    std::vector<std::string> lines;
    std::string line;
    const auto end_line = [&] {
        lines.push_back(std::move(line));
        line.clear();
    };
    for (std::size_t at = 0; at <= text.size() && lines.size() <= kPictureLinesMax;) {
        const std::size_t stop = std::min(text.find_first_of(" \n\t", at), text.size());
        std::string_view word = text.substr(at, stop - at);
        const bool fits = characters_in(line) + characters_in(word) + 1 <= kCharactersALine;
        if (!line.empty() && !fits && !is_mark(word)) {
            end_line();
        }
        while (characters_in(word) > kCharactersALine) {
            const std::size_t bytes = bytes_of(word, kCharactersALine);
            line = word.substr(0, bytes);
            end_line();
            word.remove_prefix(bytes);
        }
        line += (line.empty() || word.empty() ? "" : " ") + std::string(word);
        if (stop < text.size() && text[stop] == '\n') {
            end_line();
        }
        at = stop + 1;
    }
    if (!line.empty()) {
        end_line();
    }
    if (lines.size() > kPictureLinesMax) {
        lines.resize(kPictureLinesMax);
        lines.back() += " …";
    }
    return lines;
}

std::string number(int value) {
    return std::to_string(value);
}

std::string text_at(int x, int y, const char* style, std::string_view text) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" class=\"" + style + "\">" + escaped(text) +
           "</text>\n";
}

std::string shape_at(int x, int y, const Look& look) {
    return "<path transform=\"translate(" + number(x) + " " + number(y) + ")\" d=\"" + look.shape + "\" fill=\"" +
           look.colour + "\"/>\n";
}

struct Drawn {
    std::string svg;
    int height = 0;
};

Drawn draw_card(const Item& card, const PictureWords& words, const Look& look, int x, int y) {
    const auto erased = words.erased.find(card.id);
    const bool is_erased = erased != words.erased.end();
    const std::vector<std::string> lines = wrapped(is_erased ? erased->second : card.text.str());
    const bool is_signed = !card.organisation.value.empty();
    const int height = 2 * kPadding + kLine * static_cast<int>(std::max<std::size_t>(1, lines.size())) +
                       (is_signed ? kSmallLine + 4 : 0);
    Drawn drawn{"", height};
    drawn.svg = "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(kColumn) + "\" height=\"" +
                number(height) + "\" rx=\"4\" fill=\"" + look.paper + "\"/>\n<rect x=\"" + number(x) + "\" y=\"" +
                number(y) + "\" width=\"4\" height=\"" + number(height) + "\" fill=\"" + look.colour + "\"/>\n";
    int baseline = y + kPadding + kLine - 6;
    for (const std::string& line : lines) {
        drawn.svg += text_at(x + kPadding + 4, baseline, is_erased ? "erased" : "card", line);
        baseline += kLine;
    }
    if (is_signed) {
        drawn.svg +=
            text_at(x + kPadding + 4, baseline + 2, "small", shortened(card.organisation.value, kSmallCharactersALine));
    }
    return drawn;
}

std::vector<const Item*> cards_of(const board::Board& board, CardKind kind) {
    std::vector<const Item*> cards;
    for (const Item& item : board.items()) {
        const bool is_shown = item.kind == board::ItemKind::Card && item.card_kind.value == kind &&
                              !item.removed.value && item.placement.value.parent.is_null() &&
                              !board.is_folded(item.id) &&
                              board.setting_number({item.id, board::SettingKey::Parked}) == 0;
        if (is_shown) {
            cards.push_back(&item);
        }
    }
    const auto is_pinned = [&](const Item& item) {
        return board.setting_number({item.id, board::SettingKey::Pinned}) != 0;
    };
    std::sort(cards.begin(), cards.end(), [&](const Item* a, const Item* b) {
        if (is_pinned(*a) != is_pinned(*b)) {
            return is_pinned(*a);
        }
        const std::string& one = a->placement.value.order;
        const std::string& other = b->placement.value.order;
        return one != other ? one < other : a->id < b->id;
    });
    return cards;
}

Drawn draw_column(const std::vector<const Item*>& cards, const PictureWords& words, std::size_t which, int x) {
    const Look& look = kLooks.at(which);
    const std::string_view name = words.columns.at(which);
    Drawn column;
    int y = kHead;
    column.svg += shape_at(x, y - 14, look) + text_at(x + 24, y, "column", name) + "<text x=\"" + number(x + kColumn) +
                  "\" y=\"" + number(y) + "\" class=\"count\">" + number(static_cast<int>(cards.size())) +
                  "</text>\n<rect x=\"" + number(x) + "\" y=\"" + number(y + 12) + "\" width=\"" + number(kColumn) +
                  "\" height=\"2\" fill=\"" + look.colour + "\"/>\n";
    y += kColumnHead - 16;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        if (y > kPictureColumnMax) {
            column.svg += text_at(x, y + kLine, "small", "+ " + number(static_cast<int>(cards.size() - i)));
            y += 2 * kLine;
            break;
        }
        const Drawn card = draw_card(*cards[i], words, look, x, y);
        column.svg += card.svg;
        y += card.height + 12;
    }
    column.height = y;
    return column;
}

constexpr std::string_view kStyle =
    "<style>text{font-family:system-ui,'Noto Sans','Open Sans',sans-serif;fill:#23201b}.title{font:700 30px "
    "'Iowan Old Style','Charis "
    "SIL',Georgia,serif}.small{font-size:13px;fill:#5d564a}.moment{font-size:17px;fill:#5d564a}"
    ".column{font:700 20px 'Iowan Old Style','Charis "
    "SIL',Georgia,serif}.count{font-size:15px;text-anchor:end;fill:#5d564a}"
    ".card{font-size:16px}.erased{font-size:16px;font-style:italic;fill:#5d564a}</style>\n";

}  // namespace

std::string draw_board(const board::Board& board, const PictureWords& words) {
    std::string columns;
    int height = kHead + kColumnHead;
    int x = kMargin;
    for (std::size_t i = 0; i < kLooks.size(); ++i) {
        const Drawn column = draw_column(cards_of(board, kLooks.at(i).kind), words, i, x);
        columns += column.svg;
        height = std::max(height, column.height);
        x += kColumn + kGap;
    }
    const std::string size = number(x - kGap + kMargin) + " " + number(height + kMargin);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + "\" role=\"img\" aria-label=\"" +
           escaped(words.title + (words.moment.empty() ? "" : ", " + words.moment)) + "\">\n" + std::string(kStyle) +
           "<rect width=\"100%\" height=\"100%\" fill=\"#f3efe6\"/>\n" + text_at(kMargin, 52, "title", words.title) +
           text_at(kMargin, 80, "moment", words.moment) + columns + "</svg>\n";
}

}  // namespace atelier::history
