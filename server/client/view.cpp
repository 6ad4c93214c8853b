// SPDX-License-Identifier: MIT
#include "server/client/view.h"

#include <algorithm>

#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/client/json.h"

namespace atelier::client {
namespace {

constexpr std::string_view link_name(Link link) {
    switch (link) {
        case Link::Offline: return "offline";
        case Link::Joining: return "joining";
        case Link::Live: return "live";
        case Link::Refused: return "refused";
    }
    return "offline";
}

// Small counts only: never near 2^63.
std::int64_t number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void write_status(JsonWriter& json, const ClientSession& session) {
    json.key("status").open('{');
    json.key("link").value(link_name(session.link()));
    json.key("role").value(std::int64_t{session.role()});
    json.key("actor").value(to_hex(session.actor().value));
    json.key("pendingOps").value(number(session.pending_ops()));
    json.key("pendingItems").value(number(session.pending_items()));
    json.key("connected").value(number(session.connected()));
    json.key("canUndo").value(session.can_undo());
    json.key("canRedo").value(session.can_redo());
    json.key("position").value(number(session.position().value));
    json.key("serverTime").value(session.server_time_ms());
    json.key("silhouettes").open('[');
    for (const std::uint32_t count : session.silhouettes()) {
        json.value(number(count));
    }
    json.close(']');
    json.key("reconnect").value(session.wants_reconnect());
    const BoardCard& card = session.board_card();
    const std::string& title = session.board().title().value;
    json.key("title").value(title.empty() ? card.title : title);
    json.key("atelier").value(card.atelier_title);
    json.key("programme").value(card.programme_title);
    json.key("organisations").open('[');
    for (const std::string& organisation : card.organisations) {
        json.value(organisation);
    }
    json.close(']').close('}');
}

void write_settings(JsonWriter& json, const board::Board& board) {
    using board::SettingKey;
    const auto of_board = [&](SettingKey key) { return board.setting_number({board::kNullId, key}); };
    const auto* show = board.setting({board::kNullId, SettingKey::RunOfShow});
    json.key("settings").open('{');
    json.key("show").value(show == nullptr ? std::string_view() : std::string_view(show->value.text));
    json.key("phase").value(of_board(SettingKey::Phase));
    json.key("timerEnd").value(of_board(SettingKey::TimerEnd));
    json.key("revealed").value(of_board(SettingKey::Revealed));
    json.key("locked").value(of_board(SettingKey::Locked));
    json.key("entrance").value(of_board(SettingKey::Entrance));
    const auto* closed = board.setting({board::kNullId, SettingKey::ClosedPolls});
    json.key("closed").value(closed == nullptr ? std::string_view() : std::string_view(closed->value.text));
    json.key("focus").value(of_board(SettingKey::Focus));
    const auto* focus = board.setting({board::kNullId, SettingKey::Focus});
    json.key("stop").value(focus == nullptr ? std::string_view() : std::string_view(focus->value.text));
    json.close('}');
}

// Ends of the live edges of an item, each once: several tags may say the same.
std::vector<board::Edge> live_edges(const board::EdgeSet& edges, board::Id item) {
    std::vector<board::Edge> live;
    for (const board::Id& tag : edges.live_tags(item)) {
        const board::Edge& edge = *edges.find(tag);
        if (std::find(live.begin(), live.end(), edge) == live.end()) {
            live.push_back(edge);
        }
    }
    return live;
}

void write_links(JsonWriter& json, const board::Board& board, board::Id card, Handles& handles) {
    json.key("links").open('[');
    for (const board::Edge& edge : live_edges(board.links(), card)) {
        if (edge.from == card) {
            json.open('{');
            json.key("to").value(std::int64_t{handles.of(edge.to)});
            json.key("verb").value(std::int64_t{static_cast<std::uint8_t>(edge.verb)});
            json.close('}');
        }
    }
    json.close(']');
}

void write_members(JsonWriter& json, const board::Board& board, const board::Item& item, Handles& handles) {
    const bool is_card = item.kind == board::ItemKind::Card;
    json.key(is_card ? "threads" : "cards").open('[');
    for (const board::Edge& edge : live_edges(board.memberships(), item.id)) {
        json.value(std::int64_t{handles.of(is_card ? edge.to : edge.from)});
    }
    json.close(']');
}

void write_votes(JsonWriter& json, const ClientSession& session, board::Id card) {
    const board::Board& board = session.board();
    std::uint64_t seen = 0;  // polls, as bits: a merged card has its sources' ballots too
    json.key("votes").open('[');
    board.for_each_ballot(card, [&](const board::BallotEntry& entry) {
        const auto& [voter, poll, slot] = entry.voted;
        if (voter != session.voter() || poll >= limits::kPollsMax || ((seen >> poll) & 1U) != 0) {
            return;
        }
        seen |= std::uint64_t{1} << poll;
        if (const board::Ballot& mine = *board.standing_ballot(voter, poll, card); !mine.withdrawn) {
            json.value(std::int64_t{poll}).value(std::int64_t{mine.value});
        }
    });
    json.close(']');
}

void write_handles(JsonWriter& json, std::string_view key, const std::vector<board::Id>& items, Handles& handles) {
    json.key(key).open('[');
    for (const board::Id& id : items) {
        json.value(std::int64_t{handles.of(id)});
    }
    json.close(']');
}

void write_derivation(JsonWriter& json, const board::Board& board, const board::Item& card, Handles& handles) {
    using board::DerivedBy;
    const board::Derivation& derivation = card.derivation;
    if (!derivation.sources.empty()) {
        json.key("derived").open('{');
        json.key("how").value(derivation.how == DerivedBy::Merge   ? std::string_view("merge")
                              : derivation.how == DerivedBy::Split ? std::string_view("split")
                                                                   : std::string_view("reword"));
        json.key("votes").value(derivation.votes == board::VoteRule::Reset ? std::string_view("reset")
                                                                           : std::string_view("union"));
        write_handles(json, "from", derivation.sources, handles);
        json.close('}');
    }
    std::vector<board::Id> folded = board.derived_from(card.id);
    std::erase_if(folded, [&](const board::Id& id) { return board.find(id)->removed.value; });
    if (!folded.empty()) {
        write_handles(json, "folded", folded, handles);
    }
}

void write_item_settings(JsonWriter& json, const board::Board& board, board::Id item) {
    using board::SettingKey;
    struct Named {
        SettingKey key;
        std::string_view name;
    };
    constexpr Named kNumbers[] = {{SettingKey::Revealed, "revealed"}, {SettingKey::Locked, "locked"},
                                  {SettingKey::Focus, "focus"},       {SettingKey::Parked, "parked"},
                                  {SettingKey::Pinned, "pinned"},     {SettingKey::Erased, "erased"}};
    for (const auto& [key, name] : kNumbers) {
        if (const std::int64_t number = board.setting_number({item, key}); number != 0) {
            json.key(name).value(number);
        }
    }
    constexpr Named kTexts[] = {{SettingKey::Note, "note"},
                                {SettingKey::Origin, "origin"},
                                {SettingKey::Tally, "tally"},
                                {SettingKey::RoomVotes, "roomVotes"}};
    for (const auto& [key, name] : kTexts) {
        const auto* text = board.setting({item, key});
        if (text != nullptr && !text->value.text.empty()) {
            json.key(name).value(text->value.text);
        }
    }
}

void write_item(JsonWriter& json, const ClientSession& session, const board::Item& item, Handles& handles) {
    const board::Placement& placement = item.placement.value;
    const bool is_card = item.kind == board::ItemKind::Card;
    json.open('{');
    json.key("h").value(std::int64_t{handles.of(item.id)});
    json.key("id").value(to_hex(item.id.actor.value) + "-" + to_decimal(item.id.counter));
    json.key("item").value(is_card ? std::string_view("card") : std::string_view("thread"));
    if (is_card) {
        json.key("kind").value(std::int64_t{static_cast<std::uint8_t>(item.card_kind.value)});
    }
    json.key("text").value(item.text.str());
    json.key("order").value(placement.order);
    json.key("x").value(std::int64_t{placement.x});
    json.key("y").value(std::int64_t{placement.y});
    json.key("removed").value(item.removed.value);
    json.key("organisation").value(item.organisation.value);
    json.key("mine").value(item.id.actor == session.actor());
    json.key("mark").value(std::int64_t{static_cast<std::uint8_t>(session.mark(item.id))});
    write_members(json, session.board(), item, handles);
    if (is_card) {
        write_links(json, session.board(), item.id, handles);
        write_votes(json, session, item.id);
        write_derivation(json, session.board(), item, handles);
    }
    write_item_settings(json, session.board(), item.id);
    json.close('}');
}

void write_refusals(JsonWriter& json, const std::vector<Refusal>& refusals, Handles& handles) {
    json.key("refusals").open('[');
    for (const Refusal& refusal : refusals) {
        json.open('{');
        json.key("reason").value(error_name(refusal.reason));
        json.key("message").value(refusal.message);
        json.key("h").value(std::int64_t{refusal.item.is_null() ? 0 : handles.of(refusal.item)});
        json.key("draft").value(refusal.draft);
        json.key("closing").value(refusal.closing);
        json.close('}');
    }
    json.close(']');
}

}  // namespace

std::uint32_t Handles::of(board::Id item) {
    if (const std::uint32_t known = items_.position_of(item); known != board::PositionTable::kNone) {
        return known + 1;
    }
    items_.add({item});
    return static_cast<std::uint32_t>(items_.size());
}

board::Id Handles::item(std::uint32_t handle) const {
    return handle == 0 || handle > items_.size() ? board::kNullId : items_[handle - 1].item;
}

std::string changes_json(ClientSession& session, Handles& handles) {
    const ClientSession::Changes changes = session.take_changes();
    if (!changes.everything && !changes.status && !changes.settings && changes.items.empty() &&
        changes.refusals.empty()) {
        return {};
    }
    JsonWriter json;
    json.open('{');
    if (changes.everything) {
        json.key("everything").value(true);
    }
    if (changes.status || changes.everything) {
        write_status(json, session);
    }
    if (changes.settings || changes.everything) {
        write_settings(json, session.board());
    }
    json.key("items").open('[');
    if (changes.everything) {
        for (const board::Item& item : session.board().items()) {
            write_item(json, session, item, handles);
        }
    } else {
        for (const board::Id& id : changes.items) {
            write_item(json, session, *session.board().find(id), handles);
        }
    }
    json.close(']');
    if (!changes.refusals.empty()) {
        write_refusals(json, changes.refusals, handles);
    }
    json.close('}');
    return json.text();
}

}  // namespace atelier::client
