// SPDX-License-Identifier: MIT
#include "server/history/start_table.h"

#include <utility>
#include <vector>

#include "server/board/board.h"
#include "server/board/codec.h"
#include "server/history/commit_all.h"
#include "server/history/past.h"
#include "server/history/server_actor.h"

namespace atelier::history {

using board::SettingKey;

Result<std::string> show_of(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const board::Board now, board_now(store, board));
    const auto* show = now.setting({board::kNullId, SettingKey::RunOfShow});
    return show == nullptr ? std::string() : show->value.text;
}

Result<void> start_table(storage::Committer& commits, const StartTable& what) {
    board::SetRegister title;
    title.value = board::Title{what.title};
    std::vector<board::Op> ops{{{kServerActor, 1}, 1, 1, std::move(title)}};
    if (!what.show.empty()) {
        ops.push_back(
            {{kServerActor, 2}, 2, 1, board::SetSetting{{board::kNullId, SettingKey::RunOfShow}, {0, what.show}}});
    }
    std::vector<storage::Append> first;
    first.push_back(
        {what.board, OpSeq{1}, static_cast<std::uint32_t>(ops.size()), what.now_ms, board::encode_batch(ops)});
    return commit_all(commits, std::move(first));
}

}  // namespace atelier::history
