// Giving waiting ops to another actor: when the server does not know our ids any more (a forged or lost key, a server
// put back to an older day), what waits must be signed anew or be lost.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/board/op.h"

namespace atelier::client {

// Rewrites `ops` (of one actor, counters ascending) to be ops of `actor` from `first_counter` on, without gaps. Ids that
// they make and refer to among themselves move along; older ids of the old actor stay what they are. Ids in a gap between
// them, of ops that were refused, become an id that nobody makes.
std::vector<board::Op> restamp(std::vector<board::Op> ops, ActorId actor, std::uint32_t first_counter);

}  // namespace atelier::client
