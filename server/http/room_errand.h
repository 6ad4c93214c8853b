// What a request has done in a board's room, and waits for.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "server/async/task.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/http/worker.h"
#include "server/room/room.h"

namespace atelier::http {

using RoomErrand = std::function<void(room::Room& room, std::function<void(Result<void>)> done)>;

// Loads the board where need be. Fails as Shard::with_room() does, and with what the errand is told. Unavailable when it takes
// longer than kWriteTimeout: what is asked for may then still be done, so it must be something that can be done twice. On the
// board's thread.
async::Task<Result<void>> ask_room(Worker& here, BoardId board, RoomErrand errand);

// Shard::hold(), of a board that may not be loaded yet, or held by somebody else meanwhile.
async::Task<Result<void>> hold_room(Worker& here, BoardId board);

}  // namespace atelier::http
