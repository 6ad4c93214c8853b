// SPDX-License-Identifier: MIT
#include "server/history/card_columns.h"

#include <algorithm>
#include <vector>

#include "server/workshop/anonymity.h"

namespace atelier::history {
namespace {

using board::CardKind;
using board::Item;

// All in px. The page's own measures and colours (web-client/src/styles/tokens.css, light).
constexpr int kGap = 20;
constexpr int kColumn = 280;
constexpr int kNameBaseline = 20;
constexpr int kColumnHead = 48;  // its name, and the line under it
constexpr int kBetweenCards = 12;
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

// A kind of organisation in the reader's words, anything else as it stands.
std::string_view label_of(const Item& card, const PictureWords& words) {
    const auto& kinds = workshop::kOrganisationKinds;
    const auto found = std::find(kinds.begin(), kinds.end(), card.organisation.value);
    return found == kinds.end() ? std::string_view(card.organisation.value)
                                : words.organisation_kinds.at(static_cast<std::size_t>(found - kinds.begin()));
}

Drawing draw_card(const Item& card, const PictureWords& words, const Look& look) {
    const auto erased = words.erased.find(card.id);
    const bool is_erased = erased != words.erased.end();
    const std::vector<std::string> lines =
        wrapped(is_erased ? erased->second : card.text.str(), kCharactersALine, kPictureLinesMax);
    const std::string_view label = label_of(card, words);
    const int height = 2 * kPadding + kLine * static_cast<int>(std::max<std::size_t>(1, lines.size())) +
                       (label.empty() ? 0 : kSmallLine + 4);
    Drawing drawn{"", kColumn, height};
    drawn.svg = "<rect" + box(0, 0, kColumn, height) + " rx=\"4\" fill=\"" + look.paper + "\"/>\n<rect" +
                box(0, 0, 4, height) + " fill=\"" + look.colour + "\"/>\n";
    int baseline = kPadding + kLine - 6;
    for (const std::string& line : lines) {
        drawn.svg += text_at(kPadding + 4, baseline, is_erased ? "erased" : "card", line);
        baseline += kLine;
    }
    if (!label.empty()) {
        drawn.svg += text_at(kPadding + 4, baseline + 2, "small", shortened(label, kSmallCharactersALine));
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

std::string draw_name(const Look& look, std::string_view name, std::size_t cards) {
    return "<path transform=\"translate(0 " + std::to_string(kNameBaseline - 14) + ")\" d=\"" + look.shape +
           "\" fill=\"" + look.colour + "\"/>\n" + text_at(24, kNameBaseline, "column", name) +
           text_at(kColumn, kNameBaseline, "count", std::to_string(cards)) + "<rect" +
           box(0, kNameBaseline + 12, kColumn, 2) + " fill=\"" + look.colour + "\"/>\n";
}

Drawing draw_column(const std::vector<const Item*>& cards, const PictureWords& words, std::size_t which,
                    int height_max) {
    const Look& look = kLooks.at(which);
    Drawing column{draw_name(look, words.columns.at(which), cards.size()), kColumn, kColumnHead};
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const Drawing card = draw_card(*cards[i], words, look);
        if (column.height + card.height + kLine > height_max) {
            column.svg += text_at(0, column.height + kLine, "small", "+ " + std::to_string(cards.size() - i));
            column.height += 2 * kLine;
            break;
        }
        column.svg += placed(card.svg, 0, column.height);
        column.height += card.height + kBetweenCards;
    }
    return column;
}

}  // namespace

Drawing draw_columns(const board::Board& board, const PictureWords& words, int height_max) {
    Drawing all{"", -kGap, 0};
    for (std::size_t i = 0; i < kLooks.size(); ++i) {
        const Drawing column = draw_column(cards_of(board, kLooks.at(i).kind), words, i, height_max);
        all.svg += placed(column.svg, all.width + kGap, 0);
        all.width += kGap + kColumn;
        all.height = std::max(all.height, column.height);
    }
    return all;
}

}  // namespace atelier::history
