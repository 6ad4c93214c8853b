// SPDX-License-Identifier: MIT
#include "server/history/cards_json.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "server/history/op_json.h"

namespace atelier::history {
namespace {

using Json = nlohmann::ordered_json;
using board::Edge;
using board::Id;
using board::Item;
using board::ItemKind;
using board::SettingKey;

bool lies_on(const board::Board& board, const Item& item) {
    return !item.removed.value &&
           (item.kind != ItemKind::Card || (item.placement.value.parent.is_null() && !board.is_folded(item.id) &&
                                            board.setting_number({item.id, SettingKey::Parked}) == 0));
}

bool is_card_there(const board::Board& board, Id id) {
    const Item* item = board.find(id);
    return item != nullptr && item->kind == ItemKind::Card && lies_on(board, *item);
}

// Each once: several tags may say the same.
std::vector<Edge> live_edges(const board::EdgeSet& edges, Id item) {
    std::vector<Edge> live;
    for (const Id& tag : edges.live_tags(item)) {
        const Edge& edge = *edges.find(tag);
        if (std::find(live.begin(), live.end(), edge) == live.end()) {
            live.push_back(edge);
        }
    }
    return live;
}

// At any moment: its words are gone from before it was removed, too.
void write_erased(Json& json, const ErasedWhen& erased, Id item) {
    if (const auto found = erased.find(item); found != erased.end()) {
        json["erased"] = found->second;
    }
}

void write_origin(Json& json, const board::Board& board, Id item) {
    if (const auto* origin = board.setting({item, SettingKey::Origin})) {
        json["origin"] = origin->value.text;
    }
}

Json card_json(const board::Board& board, const Item& card, const ErasedWhen& erased) {
    Json json = {{"id", id_text(card.id)},
                 {"kind", kind_word(card.card_kind.value)},
                 {"text", card.text.str()},
                 {"organisation", card.organisation.value},
                 {"links", Json::array()}};
    for (const Edge& edge : live_edges(board.links(), card.id)) {
        if (edge.from == card.id && is_card_there(board, edge.to)) {
            json["links"].push_back({{"to", id_text(edge.to)}, {"verb", verb_word(edge.verb)}});
        }
    }
    write_origin(json, board, card.id);
    write_erased(json, erased, card.id);
    return json;
}

Json thread_json(const board::Board& board, const Item& thread, const ErasedWhen& erased) {
    Json json = {{"id", id_text(thread.id)}, {"text", thread.text.str()}, {"cards", Json::array()}};
    for (const Edge& edge : live_edges(board.memberships(), thread.id)) {
        if (is_card_there(board, edge.from)) {
            json["cards"].push_back(id_text(edge.from));
        }
    }
    write_origin(json, board, thread.id);
    write_erased(json, erased, thread.id);
    return json;
}

}  // namespace

Json cards_to_json(const board::Board& board, const ErasedWhen& erased) {
    std::vector<const Item*> cards;
    Json threads = Json::array();
    for (const Item& item : board.items()) {
        if (!lies_on(board, item)) {
            continue;
        }
        if (item.kind == ItemKind::Card) {
            cards.push_back(&item);
        } else {
            threads.push_back(thread_json(board, item, erased));
        }
    }
    const auto rank = [](const Item* card) {
        return std::tuple(card->card_kind.value, card->placement.value.order, card->id);
    };
    std::sort(cards.begin(), cards.end(), [&](const Item* a, const Item* b) { return rank(a) < rank(b); });
    Json json = {{"cards", Json::array()}, {"threads", std::move(threads)}};
    for (const Item* card : cards) {
        json["cards"].push_back(card_json(board, *card, erased));
    }
    return json;
}

std::size_t count_cards(const board::Board& board) {
    const auto& items = board.items();
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const Item& item) {
        return item.kind == ItemKind::Card && lies_on(board, item);
    }));
}

}  // namespace atelier::history
