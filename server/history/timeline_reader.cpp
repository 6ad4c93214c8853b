// SPDX-License-Identifier: MIT
#include "server/history/timeline_reader.h"

#include <optional>
#include <utility>

#include "server/async/log.h"
#include "server/board/codec.h"
#include "server/history/past.h"
#include "server/history/timeline_codec.h"
#include "storage/each_record.h"

namespace atelier::history {
namespace {

// Those that follow each other from the start; what is behind a gap, or of another version, is made again.
Result<std::vector<Stretch>> read_kept(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const std::vector<storage::TimelineBlock> blocks, store.list_timeline(board));
    std::vector<Stretch> kept;
    OpSeq end;
    for (const storage::TimelineBlock& block : blocks) {
        std::optional<Stretch> stretch = decode_stretch(block.value);
        if (!stretch || stretch->after != end || stretch->last <= end) {
            break;
        }
        end = stretch->last;
        kept.push_back(*std::move(stretch));
    }
    return kept;
}

// The state where the next stretch begins, so that reading that one need not make it.
Result<void> keep_state(storage::Store& store, const BoardId& board, OpSeq position) {
    ATELIER_TRY_ASSIGN(const std::optional<storage::Snapshot> nearest, store.find_keyframe(board, position));
    if (nearest && nearest->position == position) {
        return {};
    }
    ATELIER_TRY_ASSIGN(const board::Board state, board_at(store, board, position));
    return store.put_snapshot(board, {position, state.encode(), state.hash()});
}

// Losing it costs time only: the next one to look makes it again.
void keep(storage::Store& store, const BoardId& board, const Stretch& stretch) {
    Result<void> put = store.put_timeline(board, {stretch.after, encode_stretch(stretch)});
    if (put) {
        put = keep_state(store, board, stretch.last);
    }
    if (!put) {
        log::warn("timeline_failed",
                  {{"board", board.text()}, {"code", error_name(put.error().code)}, {"why", put.error().detail}});
    }
}

}  // namespace

Result<std::vector<Stretch>> read_timeline(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(std::vector<Stretch> stretches, read_kept(store, board));
    TimelineFold fold(stretches.empty() ? nullptr : &stretches.back());
    const OpSeq read = fold.current().last;
    const auto take = [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
        fold.add(record, ops);
        if (fold.is_full()) {
            stretches.push_back(fold.take());
            keep(store, board, stretches.back());
        }
        return {};
    };
    ATELIER_TRY(storage::for_each_record(store, board, read, take));
    if (!fold.is_empty()) {
        stretches.push_back(fold.take());
    }
    return stretches;
}

}  // namespace atelier::history
