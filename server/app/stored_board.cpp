// SPDX-License-Identifier: MIT
#include "server/app/stored_board.h"

#include "server/board/codec.h"

namespace atelier::app {
namespace {

Result<void> merge_record(StoredBoard& stored, const storage::Record& record) {
    const auto ops = board::decode_batch(record.batch);
    if (!ops) {
        return Error(ErrorCode::Corrupt,
                     "log record at " + std::to_string(record.first.value) + ": " + ops.error().detail);
    }
    for (const board::Op& op : *ops) {
        const auto outcome = stored.state.apply(op);
        if (!outcome) {
            return Error(ErrorCode::Corrupt,
                         "log record at " + std::to_string(record.first.value) + ": " + outcome.error().detail);
        }
    }
    stored.position = record.last();
    stored.last_time_ms = record.server_time_ms;
    return {};
}

// The log's last time, when everything is in the snapshot.
Result<void> read_last_time(StoredBoard& stored, storage::Store& store, const BoardId& board) {
    if (stored.last_time_ms != 0 || stored.position.value == 0) {
        return {};
    }
    return for_each_record(store, board, OpSeq{stored.position.value - 1},
                           [&](const storage::Record& record) -> Result<void> {
                               stored.last_time_ms = record.server_time_ms;
                               return {};
                           });
}

}  // namespace

Result<StoredBoard> load_stored_board(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const storage::Head head, store.verify_board(board));
    StoredBoard stored;
    ATELIER_TRY_ASSIGN(const auto snapshot, store.find_snapshot(board, head.position));
    if (snapshot) {
        auto decoded = board::Board::decode(snapshot->state);
        if (!decoded) {
            return Error(ErrorCode::Corrupt,
                         "snapshot at " + std::to_string(snapshot->position.value) + ": " + decoded.error().detail);
        }
        stored.state = std::move(*decoded);
        if (stored.state.hash() != snapshot->hash) {
            return Error(ErrorCode::Corrupt,
                         "snapshot at " + std::to_string(snapshot->position.value) + " has another state hash");
        }
        stored.position = snapshot->position;
        stored.snapshot_position = snapshot->position;
    }
    ATELIER_TRY(for_each_record(store, board, stored.position,
                                [&](const storage::Record& record) { return merge_record(stored, record); }));
    if (stored.position != head.position) {
        return Error(ErrorCode::Corrupt, "the log ends at " + std::to_string(stored.position.value) +
                                             ", its head says " + std::to_string(head.position.value));
    }
    ATELIER_TRY(read_last_time(stored, store, board));
    return stored;
}

Result<StoredBoard> replay_stored_board(storage::Store& store, const BoardId& board) {
    StoredBoard stored;
    ATELIER_TRY(for_each_record(store, board, OpSeq{0},
                                [&](const storage::Record& record) { return merge_record(stored, record); }));
    return stored;
}

}  // namespace atelier::app
