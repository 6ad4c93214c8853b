// One member over WebSocket (rule W1): a socket, RFC 6455 on it, and a MemberSession behind. What is sent to the member goes
// to the kernel at once, from the room's loop over its members; only when the socket is full does anything wait.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/worker.h"

namespace atelier::http {

// Accepts the upgrade and serves the member until the connection has ended. Runs on the thread of the board.
async::Task<void> serve_websocket(Worker& here, Stream stream, Request upgrade, BoardId board);

}  // namespace atelier::http
