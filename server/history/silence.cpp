// SPDX-License-Identifier: MIT
#include "server/history/silence.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "server/history/server_actor.h"
#include "server/workshop/anonymity.h"

namespace atelier::history {
namespace {

// Of what was removed for good the log itself has none.
bool was_taken_from(const board::Board& board, const board::Item& item) {
    return item.organisation.stamp.actor == kServerActor &&
           board.setting_number({item.id, board::SettingKey::Erased}) == 0;
}

}  // namespace

Silence Silence::of(const board::Board& now) {
    Silence silence;
    const auto is_taken_from = [&](const board::Item& item) { return was_taken_from(now, item); };
    if (std::any_of(now.items().begin(), now.items().end(), is_taken_from)) {
        for (const board::Item& item : now.items()) {
            silence.labels_.emplace(item.id, item.organisation.value);
        }
    }
    return silence;
}

const std::string* Silence::left_of(board::Id item, const std::string& label) const {
    const auto now = labels_.find(item);
    const bool says_more = now != labels_.end() && !workshop::lets_say(workshop::level_of_label(now->second), label);
    return says_more ? &now->second : nullptr;
}

bool Silence::cut(std::vector<board::Op>& ops) const {
    bool is_cut = false;
    const auto shorten = [&](board::Id item, std::string& label) {
        if (const std::string* left = left_of(item, label); left != nullptr) {
            label = *left;
            is_cut = true;
        }
    };
    for (board::Op& op : ops) {
        if (auto* add = std::get_if<board::AddItem>(&op.body)) {
            shorten(op.id, add->organisation);
        } else if (auto* set = std::get_if<board::SetRegister>(&op.body)) {
            if (auto* label = std::get_if<board::Organisation>(&set->value)) {
                shorten(set->item, label->value);
            }
        }
    }
    return is_cut;
}

}  // namespace atelier::history
