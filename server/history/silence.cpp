// SPDX-License-Identifier: MIT
#include "server/history/silence.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "server/base/check.h"
#include "server/history/past.h"
#include "server/history/server_actor.h"
#include "server/workshop/anonymity.h"

namespace atelier::history {
namespace {

// Signs what is cut from a state that somebody looks at, and nothing that is kept.
constexpr ActorId kReader{~std::uint64_t{1}};

// Of what was removed for good the log itself has none.
bool was_taken_from(const board::Board& board, const board::Item& item) {
    return item.organisation.stamp.actor == kServerActor &&
           board.setting_number({item.id, board::SettingKey::Erased}) == 0;
}

}  // namespace

Result<Silence> Silence::read(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const board::Board now, board_now(store, board));
    return of(now);
}

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

std::vector<board::Op> Silence::ops_for(const board::Board& board, ActorId signer) const {
    std::vector<board::Op> ops;
    if (is_empty()) {
        return ops;
    }
    std::uint32_t counter = board.next_counter(signer);
    std::uint64_t lamport = board.lamport();
    for (const board::Item& item : board.items()) {
        if (const std::string* left = left_of(item.id, item.organisation.value); left != nullptr) {
            ops.push_back({{signer, counter++}, ++lamport, 1, board::SetRegister{item.id, board::Organisation{*left}}});
        }
    }
    return ops;
}

void Silence::cut(board::Board& board) const {
    for (const board::Op& op : ops_for(board, kReader)) {
        const Result<board::Outcome> outcome = board.apply(op);
        ATELIER_CHECK(outcome && *outcome == board::Outcome::Applied);
    }
    static_cast<void>(board.take_changes());
}

}  // namespace atelier::history
