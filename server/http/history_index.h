// What a page needs to know of a board's past before it reads any of it, as JSON (docs/replay.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/history/timeline.h"
#include "server/room/board_directory.h"

namespace atelier::http {

// For whoever does not see all: no names of things made while they were hidden, and pieces that end before each reveal.
// At most kTimelineBinsMax bins, of as many minutes each as that takes, and kTimelineMarksMax marks.
std::string history_index(const std::vector<history::Stretch>& stretches, const room::BoardListing& listing,
                          bool sees_all);

}  // namespace atelier::http
