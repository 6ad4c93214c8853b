// POST /api/v1/boards/<board>/bookmarks and DELETE …/bookmarks/<id>: facilitators name moments of the past, and take names
// back. Everybody gets them with the index of the past (history_index.h).
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// REQUIRES: a route of kind Bookmarks; the origin was checked. {"position","name"}: 201 {"id","at","time","name"}; 204 for
// DELETE; 400 for another body, 401 as everywhere, 403 for other roles, 404 where no change ends or for an id that is none,
// 405 for other methods, 429 when there are too many, 503 when nothing can be kept.
async::Task<Response> answer_bookmark_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
