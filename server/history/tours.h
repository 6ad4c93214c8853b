// Tours through a board's past: moments in an order that facilitators chose, each with a sentence. Beside the log, as bookmarks
// are. Keys: storage/FORMAT.md, F2.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::history {

struct TourStop {
    OpSeq at;                  // a change of the board ends here
    std::int64_t time_ms = 0;  // the server's clock then
    std::string text;          // may be empty
    friend bool operator==(const TourStop&, const TourStop&) = default;
};

struct Tour {
    std::uint64_t id = 0;  // 0 = none yet
    std::string title;
    std::vector<TourStop> stops;  // at least one, kTourStopsMax at most
    friend bool operator==(const Tour&, const Tour&) = default;
};

// Those that were not taken back, by title. Blocking. Corrupt when one does not parse; fails as the store does.
Result<std::vector<Tour>> read_tours(storage::Store& store, const BoardId& board);

// Keeps it, a new one under a new id, else in the place of that one; times come from the log. Blocking. NotFound when no change
// ends at a stop, or there is no tour of that id; TooMany beyond kToursMax; fails as the store does.
Result<Tour> keep_tour(storage::Store& store, const BoardId& board, Tour tour);

// Blocking. NotFound when there is none of that id; fails as the store does.
Result<void> remove_tour(storage::Store& store, const BoardId& board, std::uint64_t id);

}  // namespace atelier::history
