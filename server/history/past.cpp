// SPDX-License-Identifier: MIT
#include "server/history/past.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "server/history/merge_record.h"

namespace atelier::history {
namespace {

constexpr std::size_t kAtOnceBytes = std::size_t{4} * 1024 * 1024;

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

}  // namespace

Result<board::Board> board_at(storage::Store& store, const BoardId& id, OpSeq position) {
    ATELIER_TRY_ASSIGN(Start start, nearest(store, id, position));
    while (start.position < position) {
        storage::Store::ReadBounds bounds;
        bounds.ops_max = position.value - start.position.value;
        bounds.bytes_max = kAtOnceBytes;
        ATELIER_TRY_ASSIGN(const std::vector<storage::Record> records, store.read_log(id, start.position, bounds));
        if (records.empty()) {
            break;
        }
        for (const storage::Record& record : records) {
            ATELIER_TRY(merge_record(start.board, record));
            start.position = record.last();
        }
    }
    if (start.position != position) {
        return Error(ErrorCode::NotFound, "no change of this board ends there");
    }
    static_cast<void>(start.board.take_changes());
    return std::move(start.board);
}

Result<board::Board> board_now(storage::Store& store, const BoardId& id) {
    ATELIER_TRY_ASSIGN(Start start, nearest(store, id, OpSeq{UINT64_MAX}));
    storage::Store::ReadBounds bounds;
    bounds.bytes_max = kAtOnceBytes;
    for (bool goes_on = true; goes_on;) {
        ATELIER_TRY_ASSIGN(const std::vector<storage::Record> records, store.read_log(id, start.position, bounds));
        for (const storage::Record& record : records) {
            ATELIER_TRY(merge_record(start.board, record));
            start.position = record.last();
        }
        goes_on = !records.empty();
    }
    static_cast<void>(start.board.take_changes());
    return std::move(start.board);
}

}  // namespace atelier::history
