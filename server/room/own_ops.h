// What a board's history has of one actor, from one of its ids on: a client compares it with its outbox and knows by the
// content what has arrived, what was refused, and what another life of it has signed (rules W12, W26).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "storage/store.h"

namespace atelier::room {

// Filled from the newest commit backwards. A value. Bounds: those of an outbox; what is newer goes, for a client compares
// from its oldest op on.
class OwnOps {
public:
    // `next`: the first id the actor has not. Nothing is wanted where `from` is not before it, or is null.
    OwnOps(board::Id from, board::Id next, OpSeq end);

    bool is_complete() const noexcept { return is_complete_; }
    // Everything from there to the end has been looked at.
    OpSeq reached() const noexcept { return reached_; }
    // REQUIRES: the batch begins at `first` and ends right before reached(). Corrupt when it cannot be read.
    Result<void> add_before(OpSeq first, BytesView batch);
    // An OpBatch; empty when there is nothing. Where content was removed for good since, a Void stands for the op, so that its
    // author takes it for refused and not for somebody else's (rule W36).
    Bytes encode(const board::Board& now) const;

private:
    board::Id from_;
    OpSeq reached_;
    bool is_complete_;
    std::deque<board::Op> ops_;
    std::size_t bytes_ = 0;
};

// Goes on in the log until it is complete. Blocking: never on a thread that serves people.
// Corrupt when the log does not have it; whatever the store fails with otherwise.
Result<void> complete_from_log(OwnOps& own, storage::Store& store, const BoardId& board);

}  // namespace atelier::room
