// GET /api/v1/boards/<board>/history, …/history/<history>/<after>-<last>, …/<position>.json, .svg, .png, …/<position>/phases.svg, .png, and …/cards: what happened on a board,
// pieces of it for replay, pictures of it (docs/replay.md), and what lies on it now. Read from the store, by a thread of their own: the live room is not asked.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// REQUIRES: the address of an index, a piece, cards or a picture. 200; 401 for a token that is none, past its date or for another board; 404 for a
// history that is not the board's, or a position at which no change ends; 400 for more than a stretch, or a picture that is too large; 405 for other
// methods; 503 when too many wait, or the board cannot be read. Whoever is no facilitator sees what was hidden from its
// reveal on. `stream`: of whoever asks; a picture is given up when they are gone.
async::Task<Response> answer_history(const Request& request, const Route& route, Worker& here, Stream& stream);

}  // namespace atelier::http
