// SPDX-License-Identifier: MIT
#include "server/history/past.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "server/history/merge_record.h"
#include "storage/each_record.h"

namespace atelier::history {
namespace {

struct Start {
    board::Board board;
    OpSeq position;
};

// A keyframe that does not read, or is not what it was saved as, is passed over for an older one: the log has everything.
Result<Start> nearest(storage::Store& store, const BoardId& id, OpSeq at_most) {
    while (at_most.value > 0) {
        ATELIER_TRY_ASSIGN(const std::optional<storage::Snapshot> found, store.find_keyframe(id, at_most));
        if (!found) {
            break;
        }
        Result<board::Board> board = board::Board::decode(found->state);
        if (board && board->hash() == found->hash) {
            return Start{*std::move(board), found->position};
        }
        at_most = {found->position.value - 1};
    }
    return Start{};
}

// What the log has behind it, up to and with `end` or the end of the history.
Result<void> bring_to(OpSeq end, Start& start, storage::Store& store, const BoardId& id) {
    const auto merge = [&](const storage::Record& record) -> Result<bool> {
        ATELIER_TRY(merge_record(start.board, record));
        start.position = record.last();
        return start.position < end;
    };
    if (start.position < end) {
        ATELIER_TRY(storage::follow_log(store, id, start.position, merge));
    }
    static_cast<void>(start.board.take_changes());
    return {};
}

}  // namespace

Result<board::Board> board_at(storage::Store& store, const BoardId& id, OpSeq position) {
    ATELIER_TRY_ASSIGN(Start start, nearest(store, id, position));
    ATELIER_TRY(bring_to(position, start, store, id));
    if (start.position != position) {
        return Error(ErrorCode::NotFound, "no change of this board ends there");
    }
    return std::move(start.board);
}

Result<board::Board> board_now(storage::Store& store, const BoardId& id) {
    ATELIER_TRY_ASSIGN(Start start, nearest(store, id, OpSeq{UINT64_MAX}));
    ATELIER_TRY(bring_to(OpSeq{UINT64_MAX}, start, store, id));
    return std::move(start.board);
}

}  // namespace atelier::history
