// A board's past as one page that needs no server: the player, the core and the history in one file (docs/replay.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <string>

#include "server/base/result.h"
#include "server/room/board_directory.h"
#include "storage/store.h"

namespace atelier::app {

// What whoever may read the board sees of its past goes in: what a phase hid is there from its reveal on, or not at all.
// `page` is the web client's player.html. Config when it has no place for a past; otherwise fails as the store does.
Result<void> write_past_page(storage::Store& store, const room::BoardListing& board, const std::string& page,
                             std::ostream& out);

}  // namespace atelier::app
