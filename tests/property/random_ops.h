// Random but valid ops on a replica: what people do in a workshop, faster and with less sense.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/random.h"
#include "tests/support/replica.h"

namespace atelier::testing {

// Makes one op that the replica's board accepts, merges it there, and returns it. Every kind of op comes up.
board::Op random_op(Replica& replica, Random& random);

}  // namespace atelier::testing
