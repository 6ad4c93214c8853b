// Tours through a board's past: POST /tours, PUT and DELETE /tours/<16 hexadecimal digits>, below /api/v1/boards/<board>.
// docs/rest.md says what each answers; the index of the past (history_index.h) lists them.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"
#include "server/http/worker.h"

namespace atelier::http {

// On any worker's thread.
async::Task<Response> answer_tour_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
