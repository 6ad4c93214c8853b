// Ballots that go out of a board's record for good: when a facilitator says so, and of boards that nobody has written on for as
// long as the configuration says (docs/votes.md).
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/signal.h"
#include "server/async/task.h"
#include "server/base/result.h"
#include "server/http/audit.h"
#include "server/http/worker.h"

namespace atelier::http {

// Of every poll of that board but the one that its phase has open: what they came to is told, then they are closed, and their
// ballots are out of what the server keeps. On the board's thread. NotNow while the phase keeps votes for itself; fails as the
// steps of forgetting.h.
async::Task<Result<void>> erase_ballots(Worker& here, Deed deed);

// Once when it starts and then once a day, until `end` is notified: erase_ballots() of the boards of this thread that were made,
// and last written on, longer ago than Services::ballots_kept. One at a time, between others who look back.
async::Task<void> run_ballot_sweeps(Worker& here, async::Signal& end);

}  // namespace atelier::http
