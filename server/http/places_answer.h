// POST /api/v1/boards/<board>/places: who the person of an actor of this board is on the boards that belong together with it
// (docs/tables.md). docs/rest.md says what is answered.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// Any thread. REQUIRES: a route of kind Places; the origin was checked.
Response answer_places(Worker& here, const Request& request, const Route& route);

}  // namespace atelier::http
