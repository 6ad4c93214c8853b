// SPDX-License-Identifier: MIT
#include "server/app/import/board_writer.h"

#include <algorithm>
#include <array>

#include "server/base/check.h"
#include "server/base/random.h"
#include "server/board/codec.h"
#include "server/board/order.h"
#include "server/history/timeline_reader.h"

namespace atelier::app {
namespace {

// Records of one append: few syncs for a large file, little to repeat when it breaks off.
constexpr std::size_t kRecordsPerAppend = 1024;

}  // namespace

BoardWriter::BoardWriter(storage::Store& store, const BoardId& board, StoredBoard stored)
    : store_(&store),
      id_(board),
      stored_(std::move(stored)) {
    for (const board::Item& item : stored_.state.items()) {
        last_order_ = std::max(last_order_, item.placement.value.order);
    }
}

Result<BoardWriter> BoardWriter::open(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(StoredBoard stored, load_stored_board(store, board));
    return BoardWriter(store, board, std::move(stored));
}

Result<board::Id> BoardWriter::write(ActorId actor, std::int64_t time_ms, board::OpBody body) {
    board::Op op;
    op.id = {actor, state().next_counter(actor)};
    op.lamport = state().lamport() + 1;
    op.span = board::span_of(body);
    op.body = std::move(body);
    ATELIER_TRY(state().check(op));
    ATELIER_TRY_ASSIGN(const board::Outcome outcome, stored_.state.apply(op));
    ATELIER_CHECK(outcome == board::Outcome::Applied);

    stored_.last_time_ms = std::max(stored_.last_time_ms, time_ms);
    storage::Append append;
    append.board = id_;
    append.first = OpSeq{stored_.position.value + 1};
    append.op_count = 1;
    append.server_time_ms = stored_.last_time_ms;
    append.batch = board::encode_batch(std::array{op});
    stored_.position = append.first;
    ++ops_added_;
    queued_.push_back(std::move(append));
    if (queued_.size() >= kRecordsPerAppend) {
        ATELIER_TRY(flush());
    }
    return op.id;
}

Result<void> BoardWriter::flush() {
    if (!queued_.empty()) {
        ATELIER_TRY(store_->append(queued_));
        queued_.clear();
    }
    return {};
}

Result<void> BoardWriter::finish() {
    ATELIER_TRY(flush());
    if (ops_added_ == 0) {
        return {};
    }
    storage::Snapshot snapshot;
    snapshot.position = stored_.position;
    snapshot.state = state().encode();
    snapshot.hash = state().hash();
    ATELIER_TRY(store_->put_snapshot(id_, snapshot));
    ATELIER_TRY(history::read_timeline(*store_, id_));  // and the ladder that replay climbs
    return {};
}

Result<std::string> BoardWriter::next_order() {
    SeededRandom random(stored_.position.value);
    ATELIER_TRY_ASSIGN(last_order_, board::order_between(last_order_, "", random));
    return last_order_;
}

bool is_store_failure(ErrorCode code) noexcept {
    return code == ErrorCode::Io || code == ErrorCode::DiskFull || code == ErrorCode::Corrupt ||
           code == ErrorCode::Unavailable || code == ErrorCode::Locked;
}

}  // namespace atelier::app
