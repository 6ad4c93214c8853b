// SPDX-License-Identifier: MIT
#include "server/workshop/curtain.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "server/board/op_references.h"
#include "server/workshop/origin.h"

namespace atelier::workshop {
namespace {

using board::Id;
using board::SettingKey;

constexpr std::int64_t bit_of(board::CardKind kind) noexcept {
    return std::int64_t{1} << static_cast<unsigned>(kind);
}

// Null for other ops.
const board::SetSetting* setting_of(const board::Op& op) noexcept {
    return std::get_if<board::SetSetting>(&op.body);
}

// What the room plays by reaches everybody.
bool is_about_board(const board::SetSetting* setting) noexcept {
    return setting != nullptr && setting->name.item == board::kNullId;
}

void add_once(std::vector<Id>& ids, Id id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        ids.push_back(id);
    }
}

}  // namespace

Curtain::Change Curtain::on_merged(const Phase* phase, const std::vector<board::Op>& ops) {
    const bool was_down = is_down_;
    bool is_revealed = false;
    bool is_new_phase = false;
    bool is_new_show = false;
    for (const board::Op& op : ops) {
        if (is_down_) {
            hide_if_due(op);
            is_revealed = follow(op) || is_revealed;
        }
        if (const auto* setting = setting_of(op); is_about_board(setting)) {
            is_new_phase = is_new_phase || setting->name.key == SettingKey::Phase;
            is_new_show = is_new_show || setting->name.key == SettingKey::RunOfShow;
        }
    }
    if (is_new_phase || is_new_show) {
        is_revealed = follow_phase(phase, is_new_phase) || is_revealed;
    }
    if (!was_down && is_down_) {
        return Change::Lowered;
    }
    return is_revealed ? Change::Revealed : Change::None;
}

bool Curtain::follow_phase(const Phase* phase, bool is_new_phase) {
    const bool was_down = is_down_;
    is_down_ = draws_curtain(phase);
    if (!is_down_) {
        const bool is_any = !hidden_.empty();
        hidden_.clear();
        items_.clear();
        revealed_ = 0;
        return is_any;
    }
    if (is_new_phase || !was_down) {
        // What was revealed in the phase before stays so; this one hides anew.
        revealed_ = phase->sight == Sight::Approved ? kRevealedThreads | kRevealedBallots : 0;
    }
    return false;
}

// By whom, whose, and what it waits for: nothing when it concerns nothing hidden.
Curtain::Hidden Curtain::concern(const board::Op& op) const {
    Hidden concern{op.id.actor, ActorId{}, {}};
    bool is_of_one = true;
    const auto add_owner = [&](ActorId owner) {
        is_of_one = is_of_one && (concern.of == ActorId{} || concern.of == owner);
        concern.of = owner;
    };
    board::for_each_reference(op.body, [&](Id id, std::uint32_t) {
        if (items_.contains(id)) {
            add_once(concern.waits_for, id);
            add_owner(id.actor);
        } else if (const auto tag = hidden_.find(id); tag != hidden_.end()) {
            for (const Id& awaited : tag->second.waits_for) {
                add_once(concern.waits_for, awaited);
            }
            add_owner(tag->second.of);
        }
    });
    concern.of = is_of_one ? concern.of : ActorId{};
    return concern;
}

void Curtain::hide_if_due(const board::Op& op) {
    if (is_about_board(setting_of(op))) {
        return;
    }
    Hidden hidden = concern(op);
    if (const auto* item = std::get_if<board::AddItem>(&op.body)) {
        if (!is_revealed(bit_of(item->card_kind))) {
            hidden.waits_for.push_back(op.id);
            hidden.of = hidden.waits_for.size() == 1 ? op.id.actor : hidden.of;
        }
        if (!hidden.waits_for.empty()) {
            items_.emplace(op.id, HiddenItem{item->card_kind, std::nullopt});
        }
    }
    if (!hidden.waits_for.empty()) {
        hidden_.emplace(op.id, std::move(hidden));
    }
}

// What the op reveals. True when there was something.
bool Curtain::follow(const board::Op& op) {
    if (const auto* set = std::get_if<board::SetRegister>(&op.body)) {
        const auto item = items_.find(set->item);
        const auto* kind = std::get_if<board::CardKind>(&set->value);
        if (item == items_.end() || kind == nullptr) {
            return false;
        }
        item->second.kind = *kind;
        return reveal_kinds();
    }
    const auto* setting = setting_of(op);
    if (setting == nullptr) {
        return false;
    }
    if (setting->name.key == SettingKey::Origin) {
        if (const auto item = items_.find(setting->name.item); item != items_.end()) {
            item->second.brought_from = board_of_origin(setting->value.text);
        }
        return false;
    }
    if (setting->name.key == SettingKey::RevealedTable) {
        return reveal_table(setting->value.text);
    }
    if (setting->name.key != SettingKey::Revealed) {
        return false;
    }
    if (setting->name.item != board::kNullId) {
        return setting->value.number != 0 && reveal(setting->name.item);
    }
    revealed_ |= setting->value.number;
    return reveal_kinds();
}

bool Curtain::reveal_kinds() {
    std::vector<Id> due;
    for (const auto& [id, item] : items_) {
        if (is_revealed(bit_of(item.kind))) {
            due.push_back(id);
        }
    }
    return reveal_all(due);
}

bool Curtain::reveal_table(std::string_view table) {
    const Result<BoardId> board = parse_board_id(table);
    std::vector<Id> due;
    for (const auto& [id, item] : items_) {
        if (board && item.brought_from == *board) {
            due.push_back(id);
        }
    }
    return reveal_all(due);
}

bool Curtain::reveal_all(const std::vector<Id>& due) {
    for (const Id& id : due) {
        reveal(id);
    }
    return !due.empty();
}

bool Curtain::reveal(Id awaited) {
    items_.erase(awaited);
    bool is_any = false;
    for (auto entry = hidden_.begin(); entry != hidden_.end();) {
        is_any = std::erase(entry->second.waits_for, awaited) > 0 || is_any;
        entry = entry->second.waits_for.empty() ? hidden_.erase(entry) : std::next(entry);
    }
    return is_any;
}

bool Curtain::hides(const board::Op& op, ActorId viewer) const {
    const auto hidden = hidden_.find(op.id);
    return hidden != hidden_.end() && hidden->second.by != viewer &&
           (hidden->second.of != viewer || viewer == ActorId{});
}

bool Curtain::has_own(ActorId viewer) const {
    return std::any_of(hidden_.begin(), hidden_.end(), [&](const auto& entry) {
        return entry.second.by == viewer || (entry.second.of == viewer && viewer != ActorId{});
    });
}

void Curtain::add_entitled(const std::vector<board::Op>& ops, std::vector<ActorId>& actors) const {
    for (const board::Op& op : ops) {
        if (const auto hidden = hidden_.find(op.id); hidden != hidden_.end()) {
            actors.push_back(hidden->second.by);
            actors.push_back(hidden->second.of);
        }
    }
}

std::vector<board::Id> Curtain::hidden_items() const {
    std::vector<board::Id> items;
    for (const auto& [id, item] : items_) {
        items.push_back(id);
    }
    return items;
}

HiddenCounts Curtain::counts(ActorId viewer) const {
    HiddenCounts counts{};
    for (const auto& [id, item] : items_) {
        if (id.actor != viewer) {
            ++counts.at(static_cast<std::size_t>(item.kind));
        }
    }
    return counts;
}

}  // namespace atelier::workshop
