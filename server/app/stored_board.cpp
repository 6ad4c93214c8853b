// SPDX-License-Identifier: MIT
#include "server/app/stored_board.h"

#include <string>

#include "server/history/merge_record.h"
#include "server/room/load.h"
#include "storage/each_record.h"

namespace atelier::app {
namespace {

Result<void> merge_record(StoredBoard& stored, const storage::Record& record) {
    const std::string place = "log record at " + std::to_string(record.first.value) + ": ";
    if (const auto merged = history::merge_record(stored.state, record); !merged) {
        return Error(ErrorCode::Corrupt, place + merged.error().detail);
    }
    stored.position = record.last();
    stored.last_time_ms = record.server_time_ms;
    return {};
}

}  // namespace

Result<StoredBoard> load_stored_board(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(room::LoadedBoard loaded, room::load_board(store, board));
    StoredBoard stored;
    stored.state = std::move(loaded.board);
    stored.position = loaded.position;
    if (stored.position.value > 0) {
        const auto take_time = [&](const storage::Record& record) -> Result<void> {
            stored.last_time_ms = record.server_time_ms;
            return {};
        };
        ATELIER_TRY(storage::for_each_record(store, board, OpSeq{stored.position.value - 1}, take_time));
    }
    return stored;
}

Result<StoredBoard> replay_stored_board(storage::Store& store, const BoardId& board) {
    StoredBoard stored;
    ATELIER_TRY(storage::for_each_record(store, board, OpSeq{0},
                                         [&](const storage::Record& record) { return merge_record(stored, record); }));
    return stored;
}

}  // namespace atelier::app
