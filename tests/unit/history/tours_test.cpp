// Tours through a past: stops in any order, only where changes end, replaced as a whole, and taken back.
// SPDX-License-Identifier: MIT
#include "server/history/tours.h"

#include <string>
#include <vector>

#include "server/base/limits.h"
#include "storage/memory_store.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

BoardId some_board() {
    BoardId board;
    board.bytes.fill(1);
    return board;
}

// A log of records of two ops each, a minute apart.
void write_log(storage::Store& store, std::uint64_t records) {
    for (std::uint64_t i = 0; i < records; ++i) {
        REQUIRE(store.append({{some_board(), {2 * i + 1}, 2, 60'000 * static_cast<std::int64_t>(i + 1), "batch"}}));
    }
}

}  // namespace

TEST_CASE("a tour has its stops in an order of its own, with the times of the log, and can be changed") {
    storage::MemoryStore store;
    write_log(store, 5);
    const history::Tour made =
        history::keep_tour(store, some_board(), {0, "Les voix", {{{8}, 0, "la fin"}, {{2}, 0, ""}, {{8}, 0, "encore"}}})
            .value();
    CHECK(made.id != 0);
    CHECK(made.stops.at(0).time_ms == 240'000);
    CHECK(made.stops.at(1).time_ms == 60'000);
    const history::Tour other = history::keep_tour(store, some_board(), {0, "Avant", {{{4}, 0, "x"}}}).value();
    CHECK(history::read_tours(store, some_board()).value() == std::vector<history::Tour>{other, made});

    history::Tour changed = made;
    changed.stops.pop_back();
    CHECK(history::keep_tour(store, some_board(), changed).value() == changed);
    CHECK(history::read_tours(store, some_board())->back() == changed);
    for (const std::uint64_t nowhere : {0U, 1U, 11U}) {
        CAPTURE(nowhere);
        const auto refused = history::keep_tour(store, some_board(), {0, "nulle part", {{{nowhere}, 0, ""}}});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::NotFound);
    }
}

TEST_CASE("a tour that is taken back is gone from disk, and its place is not free again") {
    storage::MemoryStore store;
    write_log(store, 1);
    const history::Tour one = history::keep_tour(store, some_board(), {0, "Trop vite", {{{2}, 0, "dit"}}}).value();
    REQUIRE(history::remove_tour(store, some_board(), one.id));
    CHECK(history::read_tours(store, some_board())->empty());
    CHECK(history::remove_tour(store, some_board(), one.id).error().code == ErrorCode::NotFound);
    CHECK(history::keep_tour(store, some_board(), one).error().code == ErrorCode::NotFound);
    const auto entries = store.list_entries("tour/").value();
    for (const storage::Store::Entry& entry : entries) {
        CHECK(entry.value.find("Trop vite") == std::string::npos);
    }
    for (std::size_t i = 1; i < limits::kToursMax; ++i) {
        REQUIRE(history::keep_tour(store, some_board(), {0, "t", {{{2}, 0, ""}}}));
    }
    CHECK(history::keep_tour(store, some_board(), {0, "t", {{{2}, 0, ""}}}).error().code == ErrorCode::TooMany);
}
