// SPDX-License-Identifier: MIT
#include "server/workshop/stage.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace atelier::workshop {

using board::SettingKey;

const Phase* Stage::phase(const board::Board& board) {
    return phase(board.setting_number({board::kNullId, SettingKey::Phase}),
                 board.setting({board::kNullId, SettingKey::RunOfShow}));
}

const Phase* Stage::phase(std::int64_t number, const board::Register<board::Setting>* text) {
    if (number <= 0 || text == nullptr) {
        return nullptr;
    }
    if (text->stamp != read_) {
        read_ = text->stamp;
        Result<RunOfShow> show = parse_run_of_show(text->value.text);
        // What cannot be read is never taken (may_submit); "" ends the show.
        show_ = show ? std::optional(*std::move(show)) : std::nullopt;
    }
    if (!show_) {
        return nullptr;
    }
    const std::size_t last = show_->phases.size();
    return &show_->phases[std::min<std::size_t>(static_cast<std::size_t>(number), last) - 1];
}

Result<std::vector<board::SetSetting>> begin_phase(const board::Board& board, std::uint32_t number,
                                                   std::int64_t now_ms) {
    constexpr std::int64_t kMinuteMs = 60'000;
    std::int64_t timer_end_ms = 0;
    if (number > 0) {
        const auto* text = board.setting({board::kNullId, SettingKey::RunOfShow});
        const Result<RunOfShow> show = parse_run_of_show(text == nullptr ? std::string() : text->value.text);
        if (!show || number > show->phases.size()) {
            return Error(ErrorCode::UnknownItem, "the board's run of show has no such phase");
        }
        const std::uint32_t minutes = show->phases[number - 1].minutes;
        timer_end_ms = minutes == 0 ? 0 : now_ms + minutes * kMinuteMs;
    }
    std::vector<board::SetSetting> settings{{{board::kNullId, SettingKey::Phase}, {number, ""}}};
    for (const auto& [key, value] :
         {std::pair{SettingKey::TimerEnd, timer_end_ms}, std::pair{SettingKey::Revealed, std::int64_t{0}}}) {
        if (board.setting_number({board::kNullId, key}) != value) {
            settings.push_back({{board::kNullId, key}, {value, ""}});
        }
    }
    return settings;
}

}  // namespace atelier::workshop
