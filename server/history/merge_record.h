// What reading a log comes to, wherever it is read: a record's ops merged into the board before it.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "server/workshop/stage.h"
#include "server/workshop/veil.h"
#include "storage/store.h"

namespace atelier::history {

// The record's ops, merged into `board`. Corrupt, with what was merged so far, where they cannot be read or do not follow.
Result<std::vector<board::Op>> merge_record(board::Board& board, const storage::Record& record);

// A board and what of it is hidden, followed record by record. Not thread-safe.
struct VeiledBoard {
    board::Board board;
    workshop::Stage stage;
    workshop::Veil veil;

    struct Merged {
        std::vector<board::Op> ops;
        bool reveals = false;  // something that was hidden is not any more
    };
    // As merge_record().
    Result<Merged> merge(const storage::Record& record);
};

}  // namespace atelier::history
