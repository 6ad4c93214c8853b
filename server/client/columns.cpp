// SPDX-License-Identifier: MIT
#include "server/client/columns.h"

#include <algorithm>

#include "server/base/heap_sort.h"
#include "server/board/order.h"

namespace atelier::client {
namespace {

const std::string& order_of(const board::Item* item) {
    return item->placement.value.order;
}

bool is_card_of(const board::Item& item, board::CardKind kind) {
    return item.kind == board::ItemKind::Card && item.card_kind.value == kind;
}

// Removed and folded cards too, in the order of ranks, ties by id.
std::vector<const board::Item*> whole_column(const board::Board& board, board::CardKind kind) {
    std::vector<const board::Item*> cards;
    for (const board::Item& item : board.items()) {
        if (is_card_of(item, kind)) {
            cards.push_back(&item);
        }
    }
    heap_sort(cards, [](const board::Item* a, const board::Item* b) {
        return std::pair(std::string_view(order_of(a)), a->id) < std::pair(std::string_view(order_of(b)), b->id);
    });
    return cards;
}

}  // namespace

std::vector<const board::Item*> column(const board::Board& board, board::CardKind kind) {
    std::vector<const board::Item*> cards = whole_column(board, kind);
    std::erase_if(cards, [&](const board::Item* card) { return card->removed.value || board.is_folded(card->id); });
    return cards;
}

Result<std::string> rank_at_end(const board::Board& board, board::CardKind kind, Random& random) {
    std::string_view last;
    for (const board::Item& item : board.items()) {
        if (is_card_of(item, kind)) {
            last = std::max(last, std::string_view(item.placement.value.order));
        }
    }
    return board::order_between(last, "", random);
}

Result<std::string> rank_before(const board::Board& board, board::CardKind kind, board::Id card, board::Id before,
                                Random& random) {
    std::vector<const board::Item*> cards = column(board, kind);
    std::erase_if(cards, [card](const board::Item* item) { return item->id == card; });
    const auto at =
        std::find_if(cards.begin(), cards.end(), [before](const board::Item* item) { return item->id == before; });
    if (at == cards.end()) {
        return rank_at_end(board, kind, random);
    }
    // Two cards may share a rank (dropped at once with the same digits): go down to the first smaller one.
    auto below = at;
    while (below != cards.begin() && order_of(*std::prev(below)) >= order_of(*at)) {
        --below;
    }
    return board::order_between(below == cards.begin() ? "" : order_of(*std::prev(below)), order_of(*at), random);
}

Result<std::vector<std::pair<board::Id, std::string>>> spread_ranks(const board::Board& board, board::CardKind kind,
                                                                    Random& random) {
    std::vector<std::pair<board::Id, std::string>> ranks;
    std::string last;
    for (const board::Item* item : whole_column(board, kind)) {
        ATELIER_TRY_ASSIGN(last, board::order_between(last, "", random));
        ranks.emplace_back(item->id, last);
    }
    return ranks;
}

}  // namespace atelier::client
