// GET /api/v1/boards/<board>/tables/now: how many people and cards are at each table of a shared board, and which phase is on
// there; for the room's screen. docs/rest.md says what is answered.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// Any thread; asks the threads of the tables. REQUIRES: a route of kind TablesNow; the origin was checked.
async::Task<Response> answer_tables_now(Worker& here, Request request, Route route);

}  // namespace atelier::http
