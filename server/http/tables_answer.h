// GET and POST /api/v1/boards/<board>/tables: boards of their own for the sub-groups of a shared board (docs/tables.md).
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// On the thread of the board. REQUIRES: a route of kind Tables; the origin was checked. GET, whoever may enter:
// 200 {"shared"?:{"board","title"},"tables":[{"board","title"}]}, the boards that belong together and that the asker's token
// opens. POST, facilitators: {"titles"}, 201 with the same; a title that a table has already makes none, so that a request whose answer was
// lost can be sent again. 400 for another body, 401 as everywhere, 403 for other roles, 405 for other methods, 409 where the board
// is itself a table, 429 beyond kTablesMax of a board or when the instance is full, 503 when nothing can be kept.
async::Task<Response> answer_tables(Worker& here, Request request, Route route);

}  // namespace atelier::http
