// Moments of the past that facilitators name: only real ones, in order, and a name can be taken back.
// SPDX-License-Identifier: MIT
#include "server/history/bookmarks.h"

#include <string>
#include <vector>

#include "server/base/limits.h"
#include "storage/memory_store.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

BoardId board_of(std::uint8_t number) {
    BoardId board;
    board.bytes.fill(number);
    return board;
}

// A log of records of two ops each, a minute apart.
void write_log(storage::Store& store, const BoardId& board, std::uint64_t records) {
    for (std::uint64_t i = 0; i < records; ++i) {
        REQUIRE(store.append({{board, {2 * i + 1}, 2, 60'000 * static_cast<std::int64_t>(i + 1), "batch"}}));
    }
}

}  // namespace

TEST_CASE("moments are named where a change ends, with its time, and told in the order of the past") {
    storage::MemoryStore store;
    const BoardId board = board_of(1);
    write_log(store, board, 5);
    const history::Bookmark late = history::add_bookmark(store, board, {8}, "La voix de Lisieux").value();
    CHECK(late.time_ms == 240'000);
    CHECK(late.id != 0);
    const history::Bookmark early = history::add_bookmark(store, board, {2}, "Premier récit").value();
    CHECK(history::read_bookmarks(store, board).value() == std::vector<history::Bookmark>{early, late});
    CHECK(history::read_bookmarks(store, board_of(2)).value().empty());
    for (const std::uint64_t nowhere : {0U, 1U, 7U, 11U, 900U}) {
        CAPTURE(nowhere);
        const auto refused = history::add_bookmark(store, board, {nowhere}, "nulle part");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::NotFound);
    }
}

TEST_CASE("a name that is taken back is gone from disk, and its place is not free again") {
    storage::MemoryStore store;
    const BoardId board = board_of(1);
    write_log(store, board, 1);
    const history::Bookmark one = history::add_bookmark(store, board, {2}, "Trop vite dit").value();
    REQUIRE(history::remove_bookmark(store, board, one.id));
    CHECK(history::read_bookmarks(store, board).value().empty());
    CHECK(history::remove_bookmark(store, board, one.id).error().code == ErrorCode::NotFound);
    CHECK(history::remove_bookmark(store, board, 77).error().code == ErrorCode::NotFound);
    const std::vector<storage::Store::Entry> kept = store.list_entries("bookmark/").value();
    for (const storage::Store::Entry& entry : kept) {
        CHECK(entry.value.find("Trop vite") == std::string::npos);
    }
    for (std::size_t i = 1; i < limits::kBookmarksMax; ++i) {
        REQUIRE(history::add_bookmark(store, board, {2}, "encore"));
    }
    CHECK(history::add_bookmark(store, board, {2}, "un de trop").error().code == ErrorCode::TooMany);
}
