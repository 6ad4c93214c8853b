// The decision over one Submit (rules W12, W14 to W16): which of its ops the board takes. Synchronous, no wire, no disk.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/error.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/workshop/rules.h"
#include "server/workshop/stage.h"

namespace atelier::room {

struct Intake {
    // What goes into the history: ops and bytes. The author's own bytes when all of it was taken (they may hold
    // fields that this version does not know), otherwise what was taken, with a Void for each op refused and late
    // insertions where they find a place (rule M11).
    std::vector<board::Op> ops;
    Bytes batch;

    struct RefusedOp {
        std::uint32_t counter = 0;
        ErrorCode code = ErrorCode::Malformed;
    };
    std::vector<RefusedOp> refused;
    // Set when the whole frame is refused and the connection ends: the board is unchanged.
    std::optional<ErrorCode> closing;
};

// All of these ops, which the server makes itself, or none: nothing of what is refused comes into the history, no Void
// either. What the first one, or a rule about any of them, is refused for. REQUIRES: each is its author's next, and the board
// takes those behind the first once it has taken that one.
Result<Intake> take_in_whole(board::Board& board, workshop::Stage& stage, const workshop::Person& author,
                             std::vector<board::Op> ops);

// What stands in the place of an op that is refused (rule W14).
board::Op make_void(const board::Board& board, const board::Op& refused);

// Merges what may be merged into `board`, which has to be what was accepted so far; `stage` is that board's.
Intake take_in(board::Board& board, workshop::Stage& stage, const workshop::Person& author, BytesView submitted);

}  // namespace atelier::room
