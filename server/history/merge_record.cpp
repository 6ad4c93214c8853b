// SPDX-License-Identifier: MIT
#include "server/history/merge_record.h"

#include <utility>

#include "server/board/codec.h"

namespace atelier::history {

Result<std::vector<board::Op>> merge_record(board::Board& board, const storage::Record& record) {
    Result<std::vector<board::Op>> ops = board::decode_batch(record.batch);
    if (!ops || ops->size() != record.op_count) {
        return Error(ErrorCode::Corrupt, "a record of the log cannot be read" + (ops ? "" : ": " + ops.error().detail));
    }
    for (const board::Op& op : *ops) {
        const Result<board::Outcome> outcome = board.apply(op);
        if (!outcome || *outcome == board::Outcome::Parked) {
            return Error(ErrorCode::Corrupt, "an op of the log does not follow from those before it" +
                                                 (outcome ? "" : ": " + outcome.error().detail));
        }
    }
    return ops;
}

Result<VeiledBoard::Merged> VeiledBoard::merge(const storage::Record& record) {
    Merged merged;
    ATELIER_TRY_ASSIGN(merged.ops, merge_record(board, record));
    merged.reveals = veil.on_merged(board, stage.phase(board), merged.ops, record.last());
    return merged;
}

}  // namespace atelier::history
