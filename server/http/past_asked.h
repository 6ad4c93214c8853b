// What somebody asks of a board's past. Goes to other threads, so it owns what it says.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/history/segment.h"
#include "server/http/route.h"
#include "server/room/board_directory.h"
#include "server/room/sentences.h"

namespace atelier::http {

struct PastAsked {
    Route route;
    room::BoardListing listing;
    bool sees_all = false;  // else: what was hidden from participants stays hidden up to its reveal
    std::string accepted;   // codings
    room::Language language = room::Language::French;

    // On the thread of all who look back, or (Keep::No) on another.
    history::SegmentRequest request(history::Keep keep = history::Keep::Yes) const {
        return {route.board, route.after, route.last, sees_all, listing.history, keep};
    }
};

}  // namespace atelier::http
