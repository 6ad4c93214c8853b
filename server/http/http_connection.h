// One connection as HTTP: requests one after another, until it becomes a WebSocket, goes to its board's thread, or ends.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "server/async/task.h"
#include "server/http/handover.h"
#include "server/http/worker.h"

namespace atelier::http {

// Serves the connection on `here`, whose thread this runs on, until it ends or moves on. Every wait has a deadline.
async::Task<void> serve_http(Worker& here, std::unique_ptr<Handover> arrival);

}  // namespace atelier::http
