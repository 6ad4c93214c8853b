// SPDX-License-Identifier: MIT
#include "server/history/segment.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "atelier/v1/wire.pb.h"
#include "server/async/log.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/merge_record.h"
#include "server/history/opening.h"
#include "server/history/past.h"
#include "server/history/timeline_reader.h"
#include "server/workshop/ballot_secrecy.h"
#include "storage/each_record.h"

namespace atelier::history {
namespace {

constexpr ActorId kNobody{};  // whoever looks back without seeing all sees what somebody new to the board would have

// Without ballots, which are nobody's to look back at. `is_packed`: as it was kept.
struct State {
    Bytes bytes;
    std::size_t size = 0;  // unpacked
    std::uint64_t hash = 0;
    bool is_packed = false;
};

State state_of(const board::Board& board) {
    State state{board.encode_shared(), 0, board.shared_hash()};
    state.size = state.bytes.size();
    return state;
}

Keyframe keyframe_of(State state, OpSeq position, std::int64_t time_ms, bool is_veiled, std::uint64_t history) {
    v1::Welcome welcome;
    welcome.set_version(limits::kProtocolVersion);
    welcome.set_role(v1::ROLE_OBSERVER);
    welcome.set_history(history);
    welcome.set_next_counter(1);
    welcome.set_server_time_ms(time_ms);
    welcome.set_position(position.value);
    welcome.set_state_hash(state.hash);
    welcome.set_veiled(is_veiled);
    return {welcome_head(welcome, state.size), std::move(state.bytes), state.size, state.is_packed};
}

Segment::Commit commit_of(const storage::Record& record, const Bytes& batch, std::uint32_t spans) {
    v1::Frame frame;
    v1::Commit& commit = *frame.mutable_committed()->add_commits();
    commit.set_first_position(record.first.value);
    commit.set_server_time_ms(record.server_time_ms);
    commit.set_batch(batch);
    commit.set_spans(spans);
    return {record.last(), record.server_time_ms, frame.SerializeAsString()};
}

// The record, of whose ops `is_hidden` are left out, and in which nobody's ballot is told.
template <class IsHidden>
Segment::Commit commit_for_all(const storage::Record& record, std::vector<board::Op> ops, const IsHidden& is_hidden) {
    const bool hides = std::erase_if(ops, is_hidden) > 0;
    const bool masks = workshop::mask_ballots(ops, VoterId{});
    return commit_of(record, hides || masks ? board::encode_batch(ops) : record.batch, hides ? record.op_count : 0);
}

bool is_split_by(OpSeq position, const storage::Record& record) noexcept {
    return record.first <= position && record.last() > position;
}

// Calls `take(record) -> Result<bool>` for the records behind `read` until it says false.
template <class Take>
Result<void> follow(storage::Store& store, const SegmentRequest& request, OpSeq read, const Take& take) {
    if (read >= request.last) {
        return {};
    }
    return storage::follow_log(store, request.board, read, [&](const storage::Record& record) -> Result<bool> {
        if (is_split_by(request.after, record)) {
            return Error(ErrorCode::NotFound, "no change of this board ends there");
        }
        return take(record);
    });
}

// Only where the index says that a piece begins: others ask for what they like, and must not fill the disk.
Result<void> keep_where_a_stretch_ends(storage::Store& store, const BoardId& id, OpSeq position,
                                       const board::Board& board) {
    ATELIER_TRY_ASSIGN(const std::vector<Stretch> stretches, read_timeline(store, id));
    const auto ends_there = [position](const Stretch& stretch) { return stretch.last == position; };
    return std::any_of(stretches.begin(), stretches.end(), ends_there) ? keep_opening(store, id, position, board)
                                                                       : Result<void>();
}

// As it was kept, where one was kept there; else made from a snapshot before it.
Result<State> state_at(storage::Store& store, const BoardId& id, OpSeq position) {
    if (std::optional<PackedBoard> kept = find_opening(store, id, position)) {
        return State{std::move(kept->packed), kept->size, kept->hash, true};
    }
    ATELIER_TRY_ASSIGN(const board::Board board, board_at(store, id, position));
    if (const Result<void> kept = keep_where_a_stretch_ends(store, id, position, board); !kept) {
        log::warn("opening_failed",
                  {{"board", id.text()}, {"code", error_name(kept.error().code)}, {"why", kept.error().detail}});
    }
    return state_of(board);
}

// Where nothing is hidden, state and commits are those of the store, but for ballots.
Result<Segment> copy_segment(storage::Store& store, const SegmentRequest& request) {
    ATELIER_TRY_ASSIGN(State state, state_at(store, request.board, request.after));
    Segment segment;
    segment.start = request.after;
    ATELIER_TRY(follow(store, request, request.after, [&](const storage::Record& record) -> Result<bool> {
        ATELIER_TRY_ASSIGN(std::vector<board::Op> ops, board::decode_batch(record.batch));
        segment.commits.push_back(commit_for_all(record, std::move(ops), [](const board::Op&) { return false; }));
        return record.last() < request.last;
    }));
    segment.start_ms = segment.commits.empty() ? 0 : segment.commits.front().server_time_ms;
    segment.keyframe = keyframe_of(std::move(state), segment.start, segment.start_ms, false, request.history);
    return segment;
}

// As whoever does not see everything does.
board::Board seen(const VeiledBoard& past) {
    return past.veil.is_down() ? past.veil.board_for(kNobody) : past.board.copy();
}

// Follows the history and makes the segment, record by record, without what is hidden.
class Maker {
public:
    Maker(const SegmentRequest& request, board::Board board) : request_(request) { past_.board = std::move(board); }

    // False when no more records are wanted.
    Result<bool> take(const storage::Record& record) {
        const bool is_inside = record.last() > request_.after;
        if (is_inside && !segment_) {
            begin(request_.after, record.server_time_ms);
        }
        ATELIER_TRY_ASSIGN(VeiledBoard::Merged merged, past_.merge(record));
        if (!is_inside) {
            return true;
        }
        if (merged.reveals && !segment_->commits.empty()) {
            return false;
        }
        if (merged.reveals) {
            begin(record.last(), record.server_time_ms);
        } else {
            add(record, std::move(merged.ops));
        }
        return record.last() < request_.last;
    }

    Segment finish() && {
        if (!segment_) {
            begin(request_.after, 0);
        }
        return *std::move(segment_);
    }

private:
    void begin(OpSeq position, std::int64_t time_ms) {
        segment_.emplace();
        segment_->start = position;
        segment_->start_ms = time_ms;
        segment_->keyframe =
            keyframe_of(state_of(seen(past_)), position, time_ms, past_.veil.is_down(), request_.history);
    }

    void add(const storage::Record& record, std::vector<board::Op> ops) {
        segment_->commits.push_back(
            commit_for_all(record, std::move(ops), [&](const board::Op& op) { return past_.veil.hides(op, kNobody); }));
    }

    const SegmentRequest& request_;
    VeiledBoard past_;
    std::optional<Segment> segment_;
};

// Where one has to begin to know what is hidden in a segment: before the curtain came down, if it is down where the segment
// begins, else there. Nothing when nothing is hidden in it.
Result<std::optional<OpSeq>> find_start(storage::Store& store, const SegmentRequest& request) {
    if (request.sees_all) {
        return std::optional<OpSeq>();
    }
    ATELIER_TRY_ASSIGN(const std::vector<Stretch> stretches, read_timeline(store, request.board, request.keep));
    std::optional<OpSeq> start;
    for (const Stretch& stretch : stretches) {
        for (const CurtainChange& change : stretch.curtain) {
            if (change.at > request.after) {
                const bool is_touched = start || change.before < request.last;
                return is_touched ? std::optional(start.value_or(request.after)) : std::nullopt;
            }
            if (change.what == CurtainChange::What::Lowered) {
                start = change.before;
            } else if (change.what == CurtainChange::What::Raised) {
                start.reset();
            }
        }
    }
    return start;
}

}  // namespace

Result<Segment> read_segment(storage::Store& store, const SegmentRequest& request) {
    if (request.last < request.after ||
        request.last.value - request.after.value > limits::kStretchOps + limits::kSubmitOpsMax) {
        return Error(ErrorCode::TooLarge, "more than a stretch of the history at once");
    }
    ATELIER_TRY_ASSIGN(const std::optional<OpSeq> start, find_start(store, request));
    if (!start) {
        return copy_segment(store, request);
    }
    ATELIER_TRY_ASSIGN(board::Board board, board_at(store, request.board, *start));
    Maker maker(request, std::move(board));
    ATELIER_TRY(follow(store, request, *start, [&](const storage::Record& record) { return maker.take(record); }));
    return std::move(maker).finish();
}

Result<board::Board> board_seen_at(storage::Store& store, const SegmentRequest& request) {
    SegmentRequest moment = request;
    moment.after = request.last;
    ATELIER_TRY_ASSIGN(const std::optional<OpSeq> start, find_start(store, moment));
    VeiledBoard past;
    ATELIER_TRY_ASSIGN(past.board, board_at(store, request.board, start.value_or(request.last)));
    if (!start) {
        return std::move(past.board);
    }
    const auto merge = [&](const storage::Record& record) -> Result<bool> {
        ATELIER_TRY(past.merge(record));
        return record.last() < request.last;
    };
    ATELIER_TRY(follow(store, moment, *start, merge));
    return seen(past);
}

}  // namespace atelier::history
