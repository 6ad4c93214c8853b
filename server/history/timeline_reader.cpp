// SPDX-License-Identifier: MIT
#include "server/history/timeline_reader.h"

#include <optional>
#include <utility>

#include "server/async/log.h"
#include "server/board/codec.h"
#include "server/history/merge_record.h"
#include "server/history/opening.h"
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

// Keeps whole stretches as they come by, each with the state where the next begins, so that reading that one need not make it, nor
// pack it. Follows the log from the first of them on: a history is not read from its snapshots for each.
class Keeper {
public:
    Keeper(storage::Store& store, const BoardId& board) : store_(store), board_(board) {}

    // Each record, in order.
    Result<void> follow(const storage::Record& record) {
        if (state_) {
            ATELIER_TRY(merge_record(*state_, record));
            static_cast<void>(state_->take_changes());
        }
        return {};
    }

    // That ends with the record followed last. Losing it costs time only: the next one to look makes it again.
    void keep(const Stretch& stretch) {
        Result<void> put = store_.put_timeline(board_, {stretch.after, encode_stretch(stretch)});
        if (put) {
            put = keep_state(stretch.last);
        }
        if (!put) {
            log::warn("timeline_failed",
                      {{"board", board_.text()}, {"code", error_name(put.error().code)}, {"why", put.error().detail}});
        }
    }

private:
    Result<void> keep_state(OpSeq position) {
        if (!state_) {
            ATELIER_TRY_ASSIGN(state_, board_at(store_, board_, position));
        }
        ATELIER_TRY_ASSIGN(const std::optional<storage::Snapshot> nearest, store_.find_keyframe(board_, position));
        if (!nearest || nearest->position != position) {
            ATELIER_TRY(store_.put_snapshot(board_, {position, state_->encode(), state_->hash()}));
        }
        return keep_opening(store_, board_, position, *state_);
    }

    storage::Store& store_;
    const BoardId& board_;
    std::optional<board::Board> state_;  // where the latest of them ended, and what was followed since
};

}  // namespace

Result<std::vector<Stretch>> read_timeline(storage::Store& store, const BoardId& board, Keep keep) {
    ATELIER_TRY_ASSIGN(std::vector<Stretch> stretches, read_kept(store, board));
    TimelineFold fold(stretches.empty() ? nullptr : &stretches.back());
    const OpSeq read = fold.current().last;
    Keeper keeper(store, board);
    const auto take = [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
        fold.add(record, ops);
        ATELIER_TRY(keeper.follow(record));
        if (fold.is_full()) {
            stretches.push_back(fold.take());
            if (keep == Keep::Yes) {
                keeper.keep(stretches.back());
            }
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
