// One member over WebSocket (rule W1): a reader, a writer and a watch over one socket, joined before the session goes.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/worker.h"

namespace atelier::http {

// Accepts the upgrade and serves the member until the connection has ended. Runs on the thread of the board.
async::Task<void> serve_websocket(Worker& here, Stream stream, Request upgrade, BoardId board);

}  // namespace atelier::http
