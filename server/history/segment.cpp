// SPDX-License-Identifier: MIT
#include "server/history/segment.h"

#include <optional>
#include <utility>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/past.h"
#include "server/history/timeline_reader.h"
#include "server/workshop/stage.h"
#include "server/workshop/veil.h"

namespace atelier::history {
namespace {

constexpr ActorId kNobody{};  // whoever looks back without seeing all sees what somebody new to the board would have

Bytes keyframe_of(const board::Board& board, OpSeq position, std::int64_t time_ms, bool is_veiled,
                  std::uint64_t history) {
    v1::Frame frame;
    v1::Welcome& welcome = *frame.mutable_welcome();
    welcome.set_version(limits::kProtocolVersion);
    welcome.set_role(v1::ROLE_OBSERVER);
    welcome.set_history(history);
    welcome.set_next_counter(1);
    welcome.set_server_time_ms(time_ms);
    welcome.set_position(position.value);
    welcome.set_snapshot(board.encode());
    welcome.set_state_hash(board.hash());
    welcome.set_veiled(is_veiled);
    return frame.SerializeAsString();
}

// Follows the history and makes the segment, record by record.
class Maker {
public:
    Maker(const SegmentRequest& request, board::Board board) : request_(request), board_(std::move(board)) {}

    // False when no more records are wanted.
    Result<bool> take(const storage::Record& record) {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
        const bool is_inside = record.last() > request_.after;
        if (is_inside && !segment_) {
            begin(request_.after, record.server_time_ms);
        }
        for (const board::Op& op : ops) {
            ATELIER_TRY(board_.apply(op));
        }
        const bool reveals = !request_.sees_all && veil_.on_merged(board_, stage_.phase(board_), ops, record.last());
        if (!is_inside) {
            return true;
        }
        if (reveals && !segment_->commits.empty()) {
            return false;
        }
        if (reveals) {
            begin(record.last(), record.server_time_ms);
        } else {
            add(record, ops);
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
        segment_->keyframe = veil_.is_down()
                                 ? keyframe_of(veil_.board_for(kNobody), position, time_ms, true, request_.history)
                                 : keyframe_of(board_, position, time_ms, false, request_.history);
    }

    void add(const storage::Record& record, std::vector<board::Op> ops) {
        v1::Frame frame;
        v1::Commit& commit = *frame.mutable_committed()->add_commits();
        commit.set_first_position(record.first.value);
        commit.set_server_time_ms(record.server_time_ms);
        if (std::erase_if(ops, [&](const board::Op& op) { return veil_.hides(op, kNobody); }) == 0) {
            commit.set_batch(record.batch);
        } else {
            commit.set_batch(board::encode_batch(ops));
            commit.set_spans(record.op_count);
        }
        segment_->commits.push_back({record.last(), record.server_time_ms, frame.SerializeAsString()});
    }

    const SegmentRequest& request_;
    board::Board board_;
    workshop::Stage stage_;
    workshop::Veil veil_;  // stays up for whoever sees all
    std::optional<Segment> segment_;
};

// Where one has to begin to know what is hidden there: before the curtain came down, if it is down.
Result<OpSeq> find_start(storage::Store& store, const SegmentRequest& request) {
    if (request.sees_all) {
        return request.after;
    }
    ATELIER_TRY_ASSIGN(const std::vector<Stretch> stretches, read_timeline(store, request.board));
    OpSeq start = request.after;
    for (const Stretch& stretch : stretches) {
        for (const CurtainChange& change : stretch.curtain) {
            if (change.at > request.after) {
                return start;
            }
            if (change.what != CurtainChange::What::Revealed) {
                start = change.what == CurtainChange::What::Lowered ? change.before : request.after;
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
    ATELIER_TRY_ASSIGN(OpSeq read, find_start(store, request));
    ATELIER_TRY_ASSIGN(board::Board board, board_at(store, request.board, read));
    Maker maker(request, std::move(board));
    storage::Store::ReadBounds bounds;
    bounds.ops_max = limits::kStretchOps;
    bounds.bytes_max = 2 * limits::kStretchBytes;
    for (bool goes_on = read < request.last; goes_on;) {
        ATELIER_TRY_ASSIGN(const std::vector<storage::Record> records, store.read_log(request.board, read, bounds));
        goes_on = !records.empty();
        for (std::size_t i = 0; goes_on && i < records.size(); ++i) {
            const bool is_split = records[i].first <= request.after && records[i].last() > request.after;
            if (is_split) {
                return Error(ErrorCode::NotFound, "no change of this board ends there");
            }
            ATELIER_TRY_ASSIGN(goes_on, maker.take(records[i]));
            read = records[i].last();
        }
    }
    return std::move(maker).finish();
}

}  // namespace atelier::history
