// What goes out of a board's history for good while the server runs: noted first, so that what is begun is done, here or at the
// next start; then taken out of the present, by its room; then out of the past (history/erasure.h).
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/async/task.h"
#include "server/base/result.h"
#include "server/board/ids.h"
#include "server/http/audit.h"
#include "server/http/room_errand.h"
#include "server/http/worker.h"

namespace atelier::http {

// The first step, with who asked for it. Items, or history::kOfAllItems. On the board's thread, as finish_forgetting(); fails as
// the store does, and as the ledger of erasures does.
async::Task<Result<void>> begin_forgetting(Worker& here, std::vector<board::Id> items, Deed deed);

// The last step, of all that was begun there and is out of the present. Members come back for the state meanwhile. Fails as
// hold_room() and history::complete_erasures(); Unavailable where this server makes no histories.
async::Task<Result<void>> finish_forgetting(Worker& here, BoardId board);

// All of it, where nothing else is between: `leave_the_present` is what the room does. Fails as the steps and the errand do.
async::Task<Result<void>> forget(Worker& here, std::vector<board::Id> items, Deed deed, RoomErrand leave_the_present);

}  // namespace atelier::http
