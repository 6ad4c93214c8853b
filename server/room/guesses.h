// Tokens that are not ours: whoever guesses gets few answers, and whoever has a link is not kept waiting by it. Never per
// address: a hall is one.
// SPDX-License-Identifier: MIT
#pragma once

#include <unordered_map>

#include "server/base/ids.h"
#include "server/base/limits.h"
#include "server/base/pace.h"

namespace atelier::room {

// Of one thread. Not thread-safe.
class Guesses {
public:
    // A wrong token came for this board, one that exists or not: whether to say so at once.
    bool answer_now(const BoardId& board, Pace::Time now) {
        if (of_boards_.size() >= kBoardsMax) {
            std::erase_if(of_boards_, [&](const auto& entry) { return entry.second.is_whole(now); });
        }
        const auto place = of_boards_.find(board);
        Pace* of_board = place != of_boards_.end() ? &place->second : nullptr;
        if (of_board == nullptr && of_boards_.size() < kBoardsMax) {
            of_board = &of_boards_.emplace(board, Pace(kOfBoard)).first->second;
        }
        const bool is_in_order = all_.wait(now) == Pace::Duration::zero() && of_board != nullptr &&
                                 of_board->wait(now) == Pace::Duration::zero();
        if (is_in_order) {
            all_.spend(1, now);
            of_board->spend(1, now);
        }
        return is_in_order;
    }

private:
    static constexpr std::size_t kBoardsMax = 4096;
    // A hall that opens a link of yesterday is told so at once.
    static constexpr PaceLimits kOfBoard{2, 200};
    static constexpr PaceLimits kAll{20, 1000};

    Pace all_{kAll};
    std::unordered_map<BoardId, Pace> of_boards_;
};

}  // namespace atelier::room
