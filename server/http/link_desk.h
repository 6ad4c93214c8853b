// Links and people of a board, for its facilitators: POST /invitation, GET and POST /links, DELETE /links/<id>, GET /people,
// DELETE /people/<actor>, GET /audit, below /api/v1/boards/<board>. docs/rest.md says what each answers. The invitation is the
// room's screen's, too, while facilitators let it show the way in.
//
// What is taken back is on disk, then told to every thread, which closes those connections; the answer comes when this thread has.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// On the thread of the board. REQUIRES: a route of kind Invitation, Links, People or Audit; the origin was checked.
async::Task<Response> answer_link_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
