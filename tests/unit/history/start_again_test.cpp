// "Start again from here": a board of its own that has the history of another one up to a moment, and nothing behind it.
// SPDX-License-Identifier: MIT
#include "server/history/start_again.h"

#include <map>
#include <vector>

#include "server/history/past.h"
#include "server/history/timeline_reader.h"
#include "storage/commit_queue.h"
#include "tests/unit/history/day.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr std::int64_t kNow = 1'800'000'000'000;

BoardId new_board(std::uint8_t number) {
    BoardId board;
    board.bytes.fill(number);
    return board;
}

std::vector<storage::Record> log_of(storage::Store& store, const BoardId& board) {
    return store.read_log(board, OpSeq{0}, {}).value();
}

}  // namespace

TEST_CASE("a board that starts again from a moment has the state and the past of that moment, and goes elsewhere") {
    Day day(1);
    for (int i = 0; i < 60; ++i) {
        day.act();
    }
    storage::Store& store = day.hall.world.store;
    const std::vector<storage::Record> origin = log_of(store, test_board());
    REQUIRE(origin.size() > 20);
    storage::CommitQueue commits(store, [](const Error&) { FAIL("the disk"); });
    std::uint8_t number = 1;
    for (const std::size_t until : {std::size_t{0}, origin.size() / 3, origin.size() / 2, origin.size() - 1}) {
        const BoardId board = new_board(number++);
        const OpSeq position = origin[until].last();
        CAPTURE(position.value);
        REQUIRE(history::start_again(store, commits, {test_board(), position, board, "Une autre voie", kNow}));
        const std::vector<storage::Record> copy = log_of(store, board);
        REQUIRE(copy.size() == until + 2);
        for (std::size_t i = 0; i <= until; ++i) {
            CHECK(copy[i].batch == origin[i].batch);
            CHECK(copy[i].server_time_ms == origin[i].server_time_ms);
            CHECK(copy[i].chain != origin[i].chain);  // no log passes for another's
        }
        const OpSeq end{position.value + 1};
        CHECK(store.verify_board(board).value().position == end);
        CHECK(copy.back().server_time_ms == kNow);
        CHECK(history::board_at(store, board, end).value().title().value == "Une autre voie");
        const std::uint64_t hash = history::board_at(store, board, position).value().hash();
        CHECK(hash == history::board_at(store, test_board(), position).value().hash());
        if (const auto there = day.live.find(position); there != day.live.end()) {
            CHECK(history::board_at(store, board, position).value().shared_hash() == there->second);
        }
        CHECK(history::read_timeline(store, board).value().back().last == end);
    }
    CHECK(log_of(store, test_board()).size() == origin.size());
}

TEST_CASE("one cannot start again from nowhere, nor in the middle of a change") {
    Day day(2);
    for (int i = 0; i < 30; ++i) {
        day.act();
    }
    storage::Store& store = day.hall.world.store;
    storage::CommitQueue commits(store, [](const Error&) { FAIL("the disk"); });
    const std::vector<storage::Record> origin = log_of(store, test_board());
    std::uint8_t number = 1;
    for (const storage::Record& record : origin) {
        for (OpSeq inside = record.first; inside < record.last(); ++inside.value) {
            const auto refused = history::start_again(
                store, commits, {test_board(), inside, new_board(number++), "Une autre voie", kNow});
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == ErrorCode::NotFound);
        }
    }
    CHECK(number > 1);
    const OpSeq beyond{origin.back().last().value + 1};
    CHECK_FALSE(history::start_again(store, commits, {test_board(), beyond, new_board(200), "Une autre voie", kNow}));
    CHECK_FALSE(
        history::start_again(store, commits, {new_board(201), OpSeq{1}, new_board(202), "Une autre voie", kNow}));
}

TEST_CASE("a committer that takes nothing more leaves no board that starts again") {
    Day day(3);
    day.act();
    storage::Store& store = day.hall.world.store;
    const OpSeq position = log_of(store, test_board()).back().last();
    storage::CommitQueue commits(store, [](const Error&) {});
    commits.stop();
    const auto refused =
        history::start_again(store, commits, {test_board(), position, new_board(1), "Une autre voie", kNow});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Unavailable);
}
