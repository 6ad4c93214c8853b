// Moments of a board's past that facilitators have named, while it was on or afterwards. Beside the log, not in it: a name can
// be given and taken back without changing what happened. Keys: storage/FORMAT.md, F2.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::history {

struct Bookmark {
    std::uint64_t id = 0;
    OpSeq at;                  // a change of the board ends here
    std::int64_t time_ms = 0;  // the server's clock then
    std::string name;
    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

// Those that were not taken back, by position. Blocking. Corrupt when one does not parse; fails as the store does.
Result<std::vector<Bookmark>> read_bookmarks(storage::Store& store, const BoardId& board);

// Keeps a new one; its time comes from the log. Blocking. NotFound when no change of the board ends at `at`, TooMany beyond
// kBookmarksMax; fails as the store does.
Result<Bookmark> add_bookmark(storage::Store& store, const BoardId& board, OpSeq at, const std::string& name);

// The server's clock at the change that ends there. Blocking. NotFound when none does; fails as the store does.
Result<std::int64_t> time_at(storage::Store& store, const BoardId& board, OpSeq at);

// Blocking. NotFound when there is none of that id; fails as the store does.
Result<void> remove_bookmark(storage::Store& store, const BoardId& board, std::uint64_t id);

}  // namespace atelier::history
