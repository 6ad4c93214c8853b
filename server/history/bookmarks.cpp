// SPDX-License-Identifier: MIT
#include "server/history/bookmarks.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "atelier/v1/history.pb.h"
#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/history/kept_entries.h"

namespace atelier::history {
namespace {

// What was taken back is kept without its name.
std::string prefix_of(const BoardId& board) {
    return "bookmark/" + board.text() + "/";
}

}  // namespace

Result<std::int64_t> time_at(storage::Store& store, const BoardId& board, OpSeq at) {
    const Error nowhere(ErrorCode::NotFound, "no change ends at position " + std::to_string(at.value));
    if (at.value == 0) {
        return nowhere;
    }
    storage::Store::ReadBounds one;
    one.ops_max = 1;
    ATELIER_TRY_ASSIGN(const std::vector<storage::Record> records, store.read_log(board, {at.value - 1}, one));
    if (records.empty() || records.front().last() != at) {
        return nowhere;
    }
    return records.front().server_time_ms;
}

Result<std::vector<Bookmark>> read_bookmarks(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const std::vector<v1::Bookmark> all, read_entries<v1::Bookmark>(store, prefix_of(board)));
    std::vector<Bookmark> standing;
    for (const v1::Bookmark& one : all) {
        if (!one.name().empty()) {
            standing.push_back({one.id(), {one.position()}, one.time_ms(), one.name()});
        }
    }
    std::stable_sort(standing.begin(), standing.end(),
                     [](const Bookmark& a, const Bookmark& b) { return a.at < b.at; });
    return standing;
}

Result<Bookmark> add_bookmark(storage::Store& store, const BoardId& board, OpSeq at, const std::string& name) {
    ATELIER_TRY_ASSIGN(const std::int64_t time_ms, time_at(store, board, at));
    ATELIER_TRY_ASSIGN(const std::vector<v1::Bookmark> all, read_entries<v1::Bookmark>(store, prefix_of(board)));
    if (all.size() >= limits::kBookmarksMax) {
        return Error(ErrorCode::TooMany, "bookmarks of the board");
    }
    v1::Bookmark bookmark;
    bookmark.set_id(random_entry_id());
    bookmark.set_position(at.value);
    bookmark.set_time_ms(time_ms);
    bookmark.set_name(name);
    ATELIER_TRY(write_entry(store, prefix_of(board), bookmark));
    return Bookmark{bookmark.id(), at, time_ms, name};
}

Result<void> remove_bookmark(storage::Store& store, const BoardId& board, std::uint64_t id) {
    ATELIER_TRY_ASSIGN(const std::vector<v1::Bookmark> all, read_entries<v1::Bookmark>(store, prefix_of(board)));
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const v1::Bookmark& one) { return one.id() == id && !one.name().empty(); });
    if (found == all.end()) {
        return Error(ErrorCode::NotFound, "bookmark " + to_hex(id));
    }
    v1::Bookmark removed = *found;
    removed.clear_name();
    return write_entry(store, prefix_of(board), removed);
}

}  // namespace atelier::history
