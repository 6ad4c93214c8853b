// Writes imported ops to one board: through the same check and merge as live ones, then to the log, many records to a
// sync. One op is one record, so that each keeps the time of its own row.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "server/app/stored_board.h"
#include "server/board/op.h"

namespace atelier::app {

// Not thread-safe. `store` outlives it. What is written is on disk after finish(); an import that breaks off before
// leaves a valid log that a second one completes.
class BoardWriter {
public:
    // Loads the board. Fails as load_stored_board does.
    static Result<BoardWriter> open(storage::Store& store, const BoardId& board);

    storage::Store& store() const noexcept { return *store_; }
    const BoardId& id() const noexcept { return id_; }
    const board::Board& state() const noexcept { return stored_.state; }
    OpSeq position() const noexcept { return stored_.position; }
    std::uint64_t ops_added() const noexcept { return ops_added_; }

    // Signs `body` with the actor's next id and the board's next lamport, merges it and queues its record. The record
    // gets `time_ms`, or the log's last time when that is later: a log's times never go back.
    // Gives the op's id. Fails as Board::check does (nothing changed: the row is at fault), and as the store does.
    Result<board::Id> write(ActorId actor, std::int64_t time_ms, board::OpBody body);

    // Writes what is queued, then, when there is anything new, a snapshot and the timeline.
    Result<void> finish();

    // Rank behind every item of the board, for the next one. Deterministic, because imports are.
    Result<std::string> next_order();

private:
    BoardWriter(storage::Store& store, const BoardId& board, StoredBoard stored);
    Result<void> flush();

    storage::Store* store_;
    BoardId id_;
    StoredBoard stored_;
    std::string last_order_;
    std::vector<storage::Append> queued_;
    std::uint64_t ops_added_ = 0;
};

// True for errors that come from the store and end the import; every other one is about a row.
bool is_store_failure(ErrorCode code) noexcept;

}  // namespace atelier::app
