// What a page needs to know of a board's past before it reads any of it, as JSON (docs/replay.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/history/bookmarks.h"
#include "server/history/timeline.h"
#include "server/history/tours.h"

namespace atelier::http {

struct PastInFigures {
    const std::vector<history::Stretch>& stretches;
    const std::vector<history::Bookmark>& bookmarks;
    const std::vector<history::Tour>& tours;
    std::uint64_t history = 0;
};

// For whoever does not see all: no names of things made while they were hidden, and pieces that end before each reveal.
// At most kTimelineBinsMax bins, of as many minutes each as that takes, and kTimelineMarksMax marks.
std::string history_index(const PastInFigures& past, bool sees_all);

// {"id","title","stops":[{"at","time","text"}]}
nlohmann::ordered_json tour_json(const history::Tour& tour);

// {"id","at","time","name"}
nlohmann::ordered_json bookmark_json(const history::Bookmark& bookmark);

}  // namespace atelier::http
