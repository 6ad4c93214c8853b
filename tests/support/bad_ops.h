// What nobody should send, as a table: an op, and what the server's check, the codec, a replica and a room make of it.
// No framework, so that the board's tests (native and wasm) and the room's read the same rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/base/error.h"
#include "server/board/board.h"

namespace atelier::testing {

inline constexpr ActorId kLiar{11};   // makes the bad op, as its next one
inline constexpr ActorId kOther{22};  // was there before, and knows nothing
inline constexpr VoterId kLiarVoter{1011};

// What is on the board before.
struct BadOpsStage {
    BadOpsStage();

    std::vector<board::Op> ops;  // in an order in which they can be merged
    board::Board board;          // all of them merged
    board::Id card;              // of the liar, "frein", five letters behind it
    board::Id other_card;        // of the other, "besoin"
    board::Id full_card;         // of the other, one character short of the bound
    board::Id removed_card;      // of the other
    board::Id thread;            // of the other
    board::Id link;              // the tag of "card answers other_card"
    board::Id membership;        // the tag of "card is in thread"
};

struct BadOp {
    std::string name;
    board::Op op;
    // What Board::check() says. None: it is taken.
    std::optional<ErrorCode> check;
    // What decode_batch() says of the op as bytes. None: it comes out as it went in, or, when `unknown`, as Unknown.
    std::optional<ErrorCode> decode = {};
    // What a replica makes of it, if it can ever be one's: by apply() behind the stage. None: the error OutOfOrder.
    std::optional<board::Outcome> merge = board::Outcome::Applied;
    bool unknown = false;
};

std::vector<BadOp> bad_ops(const BadOpsStage& stage);

// The liar's next op, stamped as it should be.
board::Op next_op(const BadOpsStage& stage, board::OpBody body);

}  // namespace atelier::testing
