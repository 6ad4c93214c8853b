// POST /api/v1/boards/<board>/history/<history>/<position>/board: facilitators go on from a moment of the past on a board of
// its own. The one they came from stays as it is.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// REQUIRES: a route of kind StartAgain; the origin was checked. {"title"}: 201 {"board","title","token"}, the asker's right
// there; 400 for another body, 401 as everywhere, 403 for other roles, 404 for a history that is not the board's or a position
// at which no change ends, 405 for other methods, 429 when the instance is full, 503 when nothing can be kept.
async::Task<Response> answer_start_again(Worker& here, Request request, Route route);

}  // namespace atelier::http
