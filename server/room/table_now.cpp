// SPDX-License-Identifier: MIT
#include "server/room/table_now.h"

#include <algorithm>

#include "server/history/cards_json.h"
#include "server/workshop/run_of_show.h"

namespace atelier::room {
namespace {

using board::kNullId;
using board::SettingKey;

void read_phase(const board::Board& board, TableNow& now) {
    const std::int64_t number = board.setting_number({kNullId, SettingKey::Phase});
    const auto* show = board.setting({kNullId, SettingKey::RunOfShow});
    const auto parsed = number > 0 && show != nullptr ? workshop::parse_run_of_show(show->value.text)
                                                      : Result<workshop::RunOfShow>(workshop::RunOfShow{});
    if (!parsed || parsed->phases.empty()) {
        return;
    }
    now.phases = parsed->phases.size();
    now.phase = static_cast<std::uint32_t>(std::min<std::int64_t>(number, static_cast<std::int64_t>(now.phases)));
    now.phase_title = parsed->phases[now.phase - 1].title;
    now.timer_end_ms = board.setting_number({kNullId, SettingKey::TimerEnd});
}

}  // namespace

TableNow table_now(const Room& room) {
    TableNow now;
    for (const PersonHere& person : room.people()) {
        const bool is_person = person.role == workshop::Role::Participant || person.role == workshop::Role::Facilitator;
        now.people += is_person ? 1 : 0;
        now.tablets += person.role == workshop::Role::Tablet ? 1 : 0;
    }
    now.cards = history::count_cards(room.board());
    read_phase(room.board(), now);
    return now;
}

}  // namespace atelier::room
