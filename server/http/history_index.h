// What a page needs to know of a board's past before it reads any of it, as JSON (docs/replay.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/history/bookmarks.h"
#include "server/history/timeline.h"

namespace atelier::http {

struct PastInFigures {
    const std::vector<history::Stretch>& stretches;
    const std::vector<history::Bookmark>& bookmarks;
    std::uint64_t history = 0;
};

// For whoever does not see all: no names of things made while they were hidden, and pieces that end before each reveal.
// At most kTimelineBinsMax bins, of as many minutes each as that takes, and kTimelineMarksMax marks.
std::string history_index(const PastInFigures& past, bool sees_all);

// {"id","at","time","name"}
nlohmann::ordered_json bookmark_json(const history::Bookmark& bookmark);

}  // namespace atelier::http
