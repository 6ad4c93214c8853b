// SPDX-License-Identifier: MIT
#include "server/room/own_ops.h"

#include <utility>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/board/op_references.h"
#include "server/history/erasure.h"

namespace atelier::room {
namespace {

constexpr std::uint64_t kWindowOps = 512;  // of log in memory at once

}  // namespace

OwnOps::OwnOps(board::Id from, board::Id next, OpSeq end)
    : from_(from),
      reached_{end.value + 1},
      is_complete_(from.is_null() || from.counter >= next.counter) {}

Result<void> OwnOps::add_before(OpSeq first, BytesView batch) {
    Result<std::vector<board::Op>> ops = board::decode_batch(batch);
    if (!ops) {
        return Error(ErrorCode::Corrupt, "a record of the log cannot be read");
    }
    reached_ = first;
    for (auto op = ops->rbegin(); op != ops->rend() && !is_complete_; ++op) {
        if (op->id.actor != from_.actor) {
            continue;
        }
        is_complete_ = op->id.counter <= from_.counter;
        if (op->id.counter + op->span <= from_.counter) {
            break;
        }
        bytes_ += board::heap_bytes(op->body);
        ops_.push_front(std::move(*op));
        while (ops_.size() > limits::kOutboxOpsMax || bytes_ > 2 * limits::kOutboxBytesMax) {
            bytes_ -= board::heap_bytes(ops_.back().body);
            ops_.pop_back();
        }
    }
    return {};
}

Bytes OwnOps::encode(const board::Board& now) const {
    std::vector<board::Op> ops(ops_.begin(), ops_.end());
    for (board::Op& op : ops) {
        if (history::is_erased(now, op)) {
            op.body = board::Void{};
        }
    }
    return ops.empty() ? Bytes() : board::encode_batch(ops);
}

Result<void> complete_from_log(OwnOps& own, storage::Store& store, const BoardId& board) {
    while (!own.is_complete()) {
        const OpSeq end{own.reached().value - 1};
        if (end.value == 0) {
            return Error(ErrorCode::Corrupt, "the log does not have what an actor has signed");
        }
        OpSeq read{end.value > kWindowOps ? end.value - kWindowOps : 0};
        std::vector<storage::Record> window;
        while (read < end) {
            storage::Store::ReadBounds bounds;
            bounds.ops_max = end.value - read.value;
            ATELIER_TRY_ASSIGN(std::vector<storage::Record> records, store.read_log(board, read, bounds));
            if (records.empty()) {
                return Error(ErrorCode::Corrupt, "the log ends before its head");
            }
            read = records.back().last();
            std::move(records.begin(), records.end(), std::back_inserter(window));
        }
        for (auto record = window.rbegin(); record != window.rend() && !own.is_complete(); ++record) {
            ATELIER_TRY(own.add_before(record->first, record->batch));
        }
    }
    return {};
}

}  // namespace atelier::room
