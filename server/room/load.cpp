// SPDX-License-Identifier: MIT
#include "server/room/load.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/merge_record.h"
#include "server/history/server_actor.h"
#include "server/workshop/ballot_secrecy.h"
#include "server/workshop/stage.h"
#include "storage/chain.h"
#include "storage/each_record.h"

namespace atelier::room {
namespace {

Error corrupt(std::string what) {
    return Error(ErrorCode::Corrupt, std::move(what));
}

// A snapshot of another version's format is passed over: the log has everything.
Result<void> load_snapshot(const storage::Snapshot& snapshot, LoadedBoard& loaded) {
    ATELIER_TRY_ASSIGN(loaded.devices, Devices::decode(snapshot.devices));
    Result<board::Board> board = board::Board::decode(snapshot.state);
    if (!board && board.error().code == ErrorCode::UnknownType) {
        return {};
    }
    if (!board) {
        return corrupt("a snapshot cannot be read: " + board.error().detail);
    }
    if (board->hash() != snapshot.hash) {
        return corrupt("a snapshot does not have the hash it was saved with");
    }
    loaded.board = *std::move(board);
    loaded.position = snapshot.position;
    loaded.snapshot_position = snapshot.position;
    return {};
}

Result<std::vector<board::Op>> merge_record(const storage::Record& record, LoadedBoard& loaded) {
    if (record.first.value != loaded.position.value + 1) {
        return corrupt("a record of the log is missing");
    }
    ATELIER_TRY_ASSIGN(std::vector<board::Op> ops, history::merge_record(loaded.board, record));
    for (const board::Op& op : ops) {
        loaded.devices.note_signed(op.id.actor, record.server_time_ms);
    }
    loaded.position = record.last();
    return ops;
}

// What is hidden now follows from the order in which things were made, which only the history knows.
Result<workshop::Veil> read_veil(storage::Store& store, const BoardId& id) {
    history::VeiledBoard past;
    const auto merge = [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY(past.merge(record));
        return {};
    };
    ATELIER_TRY(storage::for_each_record(store, id, OpSeq{0}, merge));
    return std::move(past.veil);
}

bool takes_authorship_away(const std::vector<board::Op>& ops) {
    return std::any_of(ops.begin(), ops.end(), [](const board::Op& op) {
        const auto* set = std::get_if<board::SetRegister>(&op.body);
        return op.id.actor == history::kServerActor && set != nullptr &&
               std::holds_alternative<board::Organisation>(set->value);
    });
}

bool hides_things(const board::Board& board) {
    workshop::Stage stage;
    return workshop::draws_curtain(stage.phase(board));
}

}  // namespace

Result<LoadedBoard> load_board(storage::Store& store, const BoardId& board) {
    LoadedBoard loaded;
    loaded.chain = storage::origin_link(board).chain;
    ATELIER_TRY_ASSIGN(const storage::Head head, store.verify_board(board));
    ATELIER_TRY_ASSIGN(const auto snapshot, store.find_snapshot(board, head.position));
    if (snapshot) {
        ATELIER_TRY(load_snapshot(*snapshot, loaded));
    }
    // From further back than the snapshot, if need be: the tail for those who come back.
    const std::uint64_t tail_start =
        head.position.value > limits::kResumeOpsMax ? head.position.value - limits::kResumeOpsMax : 0;
    const OpSeq start{std::min(tail_start, loaded.position.value)};
    const auto take = [&](storage::Record record) -> Result<void> {
        loaded.last_time_ms = record.server_time_ms;
        const bool is_new = record.last() > loaded.position;
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops,
                           is_new ? merge_record(record, loaded) : board::decode_batch(record.batch));
        if (takes_authorship_away(ops)) {
            loaded.raised = record.last();
        }
        Commit commit;
        commit.first = record.first;
        commit.op_count = record.op_count;
        commit.server_time_ms = record.server_time_ms;
        commit.has_ballots = workshop::has_ballots(ops);
        commit.batch = std::move(record.batch);
        commit.mark = mark_of(record.chain);
        loaded.chain = record.chain;
        loaded.recent.push(std::move(commit));
        loaded.recent.trim(record.last());
        return {};
    };
    ATELIER_TRY(storage::for_each_record(store, board, start, take));
    if (loaded.position != head.position) {
        return corrupt("the log does not end where its head says");
    }
    static_cast<void>(loaded.board.take_changes());
    if (hides_things(loaded.board)) {
        ATELIER_TRY_ASSIGN(loaded.veil, read_veil(store, board));
    }
    return loaded;
}

}  // namespace atelier::room
