// POST /api/v1/boards/<board>/erasures: a facilitator takes the content of cards and threads out of the history for good.
// docs/rest.md says what it answers, docs/replay.md what becomes of it.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"
#include "server/http/worker.h"

namespace atelier::http {

// On the board's thread. The answer comes when nothing at rest has the content any more; members of the board are told to come
// back for the state meanwhile.
async::Task<Response> answer_erasure_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
