// What is written without a session, below /api/v1/boards/<board>: POST, PATCH, DELETE and GET /anonymous-cards, the card of an edit
// key and what became of it (rules W34, W38), POST /authorship, which takes from cards what they say of their authors, and POST /phase, for who leads several
// boards at once. docs/rest.md says what each answers.
// Of who asks nothing is kept, counted or logged: the right on the board is looked at, and forgotten with the request.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// On the thread of the board. REQUIRES: a route of kind LoneCards, Authorship or Phase; the origin was checked.
async::Task<Response> answer_lone_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
