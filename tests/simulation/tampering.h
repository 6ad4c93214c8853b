// The faults of the canaries, as changes to bytes on their way: no code of the product knows of them.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/bytes.h"
#include "server/board/board.h"

namespace atelier::simulation {

// A Submit of `sender` with ids behind its own, as if its ops were new. Other frames as they are.
Bytes with_new_ids(const Bytes& frame, ActorId sender);
// A Committed in which registers are written so early that what `board` has wins. Other frames as they are.
Bytes with_older_stamps(const Bytes& frame, const board::Board& board);
// A saved outbox (ClientSession::take_save) without its last op.
Bytes without_last_op(const Bytes& saved);

}  // namespace atelier::simulation
