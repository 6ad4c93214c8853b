// What every store promises (storage/store.h), asked of both.
// SPDX-License-Identifier: MIT
#include <memory>
#include <optional>

#include "storage/memory_store.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::append_by;
using sample::board;

struct InMemory {
    MemoryStore store;
};

struct OnDisk {
    OnDisk() : opened(RocksStore::open(directory.path())), store(**opened) {}
    sample::Directory directory;
    Result<std::unique_ptr<RocksStore>> opened;
    Store& store;
};

std::vector<OpSeq> firsts(const std::vector<Record>& records) {
    std::vector<OpSeq> found;
    for (const Record& record : records) {
        found.push_back(record.first);
    }
    return found;
}

#define STORE_TEST(sentence) TEMPLATE_TEST_CASE(sentence, "[storage]", InMemory, OnDisk)

STORE_TEST("a board nobody wrote to is an empty board") {
    TestType kept;
    const Result<Head> head = kept.store.verify_board(board(1));
    REQUIRE(head);
    CHECK(head->position.value == 0);
    CHECK(head->chain.empty());
    CHECK(kept.store.read_log(board(1), {0}, {}).value().empty());
    CHECK_FALSE(kept.store.find_snapshot(board(1), {100}).value().has_value());
    CHECK_FALSE(kept.store.get_actor(board(1), {7}).value().has_value());
}

STORE_TEST("what was appended is read back, byte for byte and in order") {
    TestType kept;
    const Append first = append(board(1), 1, 3);
    const Append second = append(board(1), 4, 2);
    REQUIRE(kept.store.append({first, second}));
    REQUIRE(kept.store.append({append(board(1), 6)}));

    const Result<std::vector<Record>> records = kept.store.read_log(board(1), {0}, {});
    REQUIRE(records);
    REQUIRE(records->size() == 3);
    CHECK((*records)[0].first == OpSeq{1});
    CHECK((*records)[0].op_count == 3);
    CHECK((*records)[0].last() == OpSeq{3});
    CHECK((*records)[0].server_time_ms == first.server_time_ms);
    CHECK((*records)[0].batch == first.batch);
    CHECK((*records)[1].batch == second.batch);
    CHECK((*records)[2].last() == OpSeq{6});
    CHECK(kept.store.verify_board(board(1))->position == OpSeq{6});
}

STORE_TEST("an empty batch of bytes and a time before 1970 are kept as they are") {
    TestType kept;
    REQUIRE(kept.store.append({{board(1), {1}, 1, -5, {}}}));
    const std::vector<Record> records = kept.store.read_log(board(1), {0}, {}).value();
    REQUIRE(records.size() == 1);
    CHECK(records[0].server_time_ms == -5);
    CHECK(records[0].batch.empty());
}

STORE_TEST("boards have each their own log, also when one append carries several") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1), append(board(2), 1, 5), append(board(1), 2)}));
    CHECK(firsts(kept.store.read_log(board(1), {0}, {}).value()) == std::vector<OpSeq>{{1}, {2}});
    CHECK(firsts(kept.store.read_log(board(2), {0}, {}).value()) == std::vector<OpSeq>{{1}});
    CHECK(kept.store.verify_board(board(2))->position == OpSeq{5});
    CHECK(kept.store.verify_board(board(3))->position == OpSeq{0});
}

STORE_TEST("an append that does not follow the head is refused, with everything beside it") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1, 2)}));
    for (const std::uint64_t wrong : {0U, 1U, 2U, 4U}) {
        CAPTURE(wrong);
        const Result<void> refused = kept.store.append({append(board(2), 1), append(board(1), wrong)});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::OutOfOrder);
    }
    CHECK(kept.store.append({append(board(1), 3, 0)}).error().code == ErrorCode::OutOfOrder);
    CHECK(kept.store.read_log(board(2), {0}, {}).value().empty());
    CHECK(kept.store.append({append(board(1), 3), append(board(2), 1)}));
}

STORE_TEST("reading from inside a record returns that record") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1, 4), append(board(1), 5, 4), append(board(1), 9, 4)}));
    CHECK(firsts(kept.store.read_log(board(1), {0}, {}).value()) == std::vector<OpSeq>{{1}, {5}, {9}});
    CHECK(firsts(kept.store.read_log(board(1), {3}, {}).value()) == std::vector<OpSeq>{{1}, {5}, {9}});
    CHECK(firsts(kept.store.read_log(board(1), {4}, {}).value()) == std::vector<OpSeq>{{5}, {9}});
    CHECK(firsts(kept.store.read_log(board(1), {7}, {}).value()) == std::vector<OpSeq>{{5}, {9}});
    CHECK(firsts(kept.store.read_log(board(1), {11}, {}).value()) == std::vector<OpSeq>{{9}});
    CHECK(kept.store.read_log(board(1), {12}, {}).value().empty());
    CHECK(kept.store.read_log(board(1), {1000}, {}).value().empty());
    CHECK(kept.store.read_log(board(1), {UINT64_MAX}, {}).value().empty());
}

STORE_TEST("reading stops before the record that passes a bound, but never returns nothing") {
    TestType kept;
    std::vector<Append> batch;
    for (std::uint64_t first = 1; first < 20; first += 2) {
        batch.push_back(append(board(1), first, 2, 100));
    }
    REQUIRE(kept.store.append(batch));
    const auto count = [&](Store::ReadBounds bounds) {
        return kept.store.read_log(board(1), {0}, bounds).value().size();
    };
    CHECK(count({}) == 10);
    CHECK(count({.ops_max = 6}) == 3);
    CHECK(count({.ops_max = 7}) == 3);
    CHECK(count({.bytes_max = 250}) == 2);
    CHECK(count({.ops_max = 6, .bytes_max = 100}) == 1);
    CHECK(count({.ops_max = 1}) == 1);
    CHECK(count({.ops_max = 0, .bytes_max = 0}) == 1);
}

STORE_TEST("the chain of a log depends on its records, not on how they were grouped") {
    TestType one;
    TestType two;
    REQUIRE(one.store.append({append(board(1), 1), append(board(1), 2)}));
    REQUIRE(two.store.append({append(board(1), 1)}));
    REQUIRE(two.store.append({append(board(1), 2)}));
    CHECK(one.store.verify_board(board(1))->chain == two.store.verify_board(board(1))->chain);
    CHECK(one.store.verify_board(board(1))->chain.size() == 16);

    REQUIRE(one.store.append({append(board(1), 3, 1, 40)}));
    REQUIRE(two.store.append({append(board(1), 3, 1, 41)}));
    CHECK(one.store.verify_board(board(1))->chain != two.store.verify_board(board(1))->chain);
}

STORE_TEST("the newest snapshot at or before a position is found") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1, 4000), append(board(1), 4001, 10), append(board(2), 1)}));
    const Bytes large = sample::noise(1, 300'000);
    REQUIRE(kept.store.put_snapshot(board(1), {{4000}, "an early state", 0xfeed}));
    REQUIRE(kept.store.put_snapshot(board(1), {{4010}, large, 2}));

    CHECK_FALSE(kept.store.find_snapshot(board(1), {3999}).value().has_value());
    const std::optional<Snapshot> early = kept.store.find_snapshot(board(1), {4009}).value();
    REQUIRE(early);
    CHECK(early->position == OpSeq{4000});
    CHECK(early->state == "an early state");
    CHECK(early->hash == 0xfeed);
    CHECK(kept.store.find_snapshot(board(1), {4010}).value()->state == large);
    CHECK(kept.store.find_snapshot(board(1), {UINT64_MAX}).value()->position == OpSeq{4010});
    CHECK_FALSE(kept.store.find_snapshot(board(2), {UINT64_MAX}).value().has_value());
    CHECK(kept.store.verify_board(board(1))->position == OpSeq{4010});
}

STORE_TEST("[F17] snapshots that stand too close for their size go, those far apart stay, the newest always does") {
    TestType kept;
    const Bytes state = sample::noise(1, 10'000);  // worth 100 ops
    std::vector<OpSeq> found;
    for (std::uint64_t position = 40; position <= 1000; position += 40) {
        REQUIRE(kept.store.append({append(board(1), position - 39, 40)}));
        REQUIRE(kept.store.put_snapshot(board(1), {{position}, state, position}));
        CHECK(kept.store.find_snapshot(board(1), {UINT64_MAX}).value()->position == OpSeq{position});
    }
    for (OpSeq below{UINT64_MAX};;) {
        const std::optional<Snapshot> next = kept.store.find_keyframe(board(1), below).value();
        if (!next) {
            break;
        }
        found.push_back(next->position);
        below = {next->position.value - 1};
    }
    REQUIRE(found.size() == 9);  // eight rungs 120 ops apart, and the newest
    CHECK(found.front() == OpSeq{1000});
    for (std::size_t i = 1; i < found.size(); ++i) {
        CAPTURE(i);
        CHECK(found[i] == OpSeq{(9 - i) * 120});
    }
}

STORE_TEST("blocks of a timeline come back in order, each board's own, and can be written again") {
    TestType kept;
    CHECK(kept.store.list_timeline(board(1)).value().empty());
    REQUIRE(kept.store.put_timeline(board(1), {{4096}, "second"}));
    REQUIRE(kept.store.put_timeline(board(1), {{0}, "first"}));
    REQUIRE(kept.store.put_timeline(board(2), {{0}, "of another"}));
    REQUIRE(kept.store.put_timeline(board(1), {{4096}, "second, again"}));
    const std::vector<TimelineBlock> blocks = kept.store.list_timeline(board(1)).value();
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].after == OpSeq{0});
    CHECK(blocks[0].value == "first");
    CHECK(blocks[1].after == OpSeq{4096});
    CHECK(blocks[1].value == "second, again");
}

STORE_TEST("an opening is found where it was put, and is no block of the timeline") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1, 4096)}));
    const Bytes large = sample::noise(1, 100'000);
    REQUIRE(kept.store.put_opening(board(1), {4096}, large));
    REQUIRE(kept.store.put_opening(board(1), {8192}, "early"));
    REQUIRE(kept.store.put_opening(board(1), {8192}, "again"));
    REQUIRE(kept.store.put_timeline(board(1), {{4096}, "block"}));
    CHECK(kept.store.find_opening(board(1), {4096}).value() == large);
    CHECK(kept.store.find_opening(board(1), {8192}).value() == "again");
    CHECK_FALSE(kept.store.find_opening(board(1), {4095}).value().has_value());
    CHECK_FALSE(kept.store.find_opening(board(2), {4096}).value().has_value());
    CHECK(kept.store.list_timeline(board(1)).value().size() == 1);
}

STORE_TEST("a snapshot can be written again, and an empty state is a state") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1)}));
    REQUIRE(kept.store.put_snapshot(board(1), {{1}, "one", 1}));
    REQUIRE(kept.store.put_snapshot(board(1), {{1}, "", 2}));
    const std::optional<Snapshot> found = kept.store.find_snapshot(board(1), {1}).value();
    REQUIRE(found);
    CHECK(found->state.empty());
    CHECK(found->hash == 2);
}

STORE_TEST("a snapshot where no record ends is refused") {
    TestType kept;
    REQUIRE(kept.store.append({append(board(1), 1, 3)}));
    for (const std::uint64_t wrong : {0U, 2U, 4U}) {
        CAPTURE(wrong);
        CHECK(kept.store.put_snapshot(board(1), {{wrong}, "state", 0}).error().code == ErrorCode::OutOfOrder);
    }
    CHECK_FALSE(kept.store.find_snapshot(board(1), {UINT64_MAX}).value().has_value());
}

STORE_TEST("actors belong to one board and can be erased alone") {
    TestType kept;
    REQUIRE(kept.store.append({append_by({{7}, "seven"}, board(1), 1), append_by({{8}, "eight"}, board(1), 2),
                               append_by({{7}, "other"}, board(2), 1)}));
    REQUIRE(kept.store.append({append_by({{8}, "eight again"}, board(1), 3)}));
    REQUIRE(kept.store.erase_actor(board(1), {7}));
    CHECK(kept.store.erase_actor(board(1), {99}));
    CHECK_FALSE(kept.store.get_actor(board(1), {7}).value().has_value());
    CHECK(kept.store.get_actor(board(1), {8}).value() == "eight again");
    CHECK(kept.store.get_actor(board(2), {7}).value() == "other");
}

STORE_TEST("[F11] a newcomer whose op is not taken is not known either") {
    TestType kept;
    REQUIRE_FALSE(kept.store.append({append(board(1), 1), append_by({{7}, "seven"}, board(1), 3)}));
    CHECK_FALSE(kept.store.get_actor(board(1), {7}).value().has_value());
}

STORE_TEST("catalogue entries are listed by prefix, in key order") {
    TestType kept;
    REQUIRE(kept.store.put_entry("board/b", "2"));
    REQUIRE(kept.store.put_entry("board/a", "1"));
    REQUIRE(kept.store.put_entry("board", "not below the prefix"));
    REQUIRE(kept.store.put_entry("boarding", "nor this"));
    REQUIRE(kept.store.put_entry("\xff\xff", "last"));
    REQUIRE(kept.store.put_entry("board/b", "3"));

    const std::vector<Store::Entry> entries = kept.store.list_entries("board/").value();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].key == "board/a");
    CHECK(entries[1].value == "3");
    CHECK(kept.store.list_entries("").value().size() == 5);
    CHECK(kept.store.list_entries("\xff").value().size() == 1);
    CHECK(kept.store.list_entries("x").value().empty());
    CHECK(kept.store.get_entry("board/a").value() == "1");
    CHECK_FALSE(kept.store.get_entry("board/c").value().has_value());

    REQUIRE(kept.store.erase_entry("board/a"));
    REQUIRE(kept.store.erase_entry("board/c"));  // was never there
    CHECK_FALSE(kept.store.get_entry("board/a").value().has_value());
    CHECK(kept.store.list_entries("board/").value().size() == 1);
    REQUIRE(kept.store.put_entry("board/a", "4"));
    CHECK(kept.store.get_entry("board/a").value() == "4");
}

STORE_TEST("catalogue entries are changed together") {
    TestType kept;
    REQUIRE(kept.store.put_entry("user/ada", "1"));
    REQUIRE(kept.store.change_entries({{{"link/1", "ended"}, {"audit/1", "who"}}, {"user/ada", "user/nobody"}}));
    CHECK(kept.store.get_entry("link/1").value() == "ended");
    CHECK(kept.store.get_entry("audit/1").value() == "who");
    CHECK_FALSE(kept.store.get_entry("user/ada").value().has_value());
    CHECK(kept.store.change_entries({}));
}

}  // namespace
}  // namespace atelier::storage
