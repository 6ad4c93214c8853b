// A piece of a board's history as frames: the state where it begins and the commits that follow, just what somebody who
// joined then and stayed would have got. So replay, live and late join are one code path (promise 4).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/history/keyframe.h"
#include "server/history/timeline_reader.h"
#include "storage/store.h"

namespace atelier::history {

struct SegmentRequest {
    BoardId board;
    OpSeq after;            // a position where a record ends
    OpSeq last;             // another one, at most a stretch later
    bool sees_all = false;  // else: what the phases hid from participants then stays hidden, up to its reveal
    std::uint64_t history = 0;
    Keep keep = Keep::Yes;  // for board_seen_at() on a thread of its own: No
};

struct Segment {
    struct Commit {
        OpSeq last;
        std::int64_t server_time_ms = 0;
        Bytes frame;  // Committed, with one commit
    };
    OpSeq start;  // where the keyframe stands: `after`, or behind the record that follows when that is a reveal
    std::int64_t start_ms = 0;
    Keyframe keyframe;  // without hash where something is withheld (rule W32)
    std::vector<Commit> commits;
};

// Blocking. NotFound where no record ends at `after`, TooLarge for more than a stretch; otherwise as board_at().
// Where something hidden is shown in the middle of what is asked for, the segment ends before it.
Result<Segment> read_segment(storage::Store& store, const SegmentRequest& request);

// The board as whoever looks back sees it at `request.last`, where a record ends; `after` says nothing. Fails as board_at().
Result<board::Board> board_seen_at(storage::Store& store, const SegmentRequest& request);

}  // namespace atelier::history
