// SPDX-License-Identifier: MIT
#include "server/workshop/stage.h"

#include <algorithm>
#include <cstddef>

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

}  // namespace atelier::workshop
