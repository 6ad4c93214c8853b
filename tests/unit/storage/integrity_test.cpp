// Damage done to a store behind its back: seen, named, and kept to the board it hit.
// SPDX-License-Identifier: MIT
#include <fstream>
#include <initializer_list>
#include <memory>
#include <optional>

#include "storage/chain.h"
#include "storage/keys.h"
#include "storage/record_codec.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/raw_database.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;

std::unique_ptr<RocksStore> open(const sample::Directory& directory) {
    Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory.path());
    REQUIRE(store);
    return std::move(*store);
}

// Boards 1 and 2, ten records of two ops each; board 1 has a snapshot at 10.
struct Damaged {
    Damaged() {
        const std::unique_ptr<RocksStore> store = open(directory);
        for (const std::uint8_t number : std::initializer_list<std::uint8_t>{1, 2}) {
            for (std::uint64_t first = 1; first < 20; first += 2) {
                REQUIRE(store->append({append(board(number), first, 2)}));
            }
        }
        REQUIRE(store->put_snapshot(board(1), {{10}, "state", 1}));
    }

    void edit(const std::function<void(RawDatabase&)>& damage) const {
        RawDatabase raw(directory.path());
        damage(raw);
    }

    sample::Directory directory;
};

void flip_middle(std::string& value) {
    value[value.size() / 2] = static_cast<char>(value[value.size() / 2] ^ 1);
}

std::string log_key(std::uint64_t first, std::uint8_t number = 1) {
    return numbered_key(board(number), first);
}

// `first_error` is what the call that met the damage said about board 1.
void check_quarantined(RocksStore& store, const Error& first_error, const std::string& position) {
    CHECK(first_error.code == ErrorCode::Corrupt);
    CHECK_THAT(first_error.detail, Catch::Contains(board(1).text()) && Catch::Contains("position " + position));

    const auto refuses = [&](const auto& result) {
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::Unavailable);
        CHECK_THAT(result.error().detail, Catch::Contains("quarantined") && Catch::Contains(first_error.detail));
    };
    refuses(store.verify_board(board(1)));
    refuses(store.read_log(board(1), {0}, {}));
    refuses(store.find_snapshot(board(1), {UINT64_MAX}));
    refuses(store.put_snapshot(board(1), {{20}, "state", 1}));
    refuses(store.get_actor(board(1), {1}));
    refuses(store.erase_actor(board(1), {1}));
    refuses(store.append({append(board(2), 21, 2), append(board(1), 21, 2)}));

    CHECK(store.verify_board(board(2))->position == OpSeq{20});
    CHECK(store.read_log(board(2), {0}, {})->size() == 10);
    CHECK(store.append({append(board(2), 21, 2)}));
}

TEST_CASE("[F8][F12] a flipped bit in a record behind the snapshot quarantines the board", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.change(Family::Log, log_key(15), flip_middle); });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    const Result<Head> head = store->verify_board(board(1));
    REQUIRE_FALSE(head);
    check_quarantined(*store, head.error(), "15");
}

TEST_CASE("[F8][F12] a flipped bit before the snapshot is met by whoever reads that far back", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.change(Family::Log, log_key(3), flip_middle); });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    CHECK(store->verify_board(board(1))->position == OpSeq{20});
    CHECK(store->read_log(board(1), {10}, {})->size() == 5);
    const Result<std::vector<Record>> records = store->read_log(board(1), {0}, {});
    REQUIRE_FALSE(records);
    check_quarantined(*store, records.error(), "3");
}

TEST_CASE("[F8][F12] a record missing in the middle is seen, whether the board is loaded or read", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.erase(Family::Log, log_key(15)); });
    SECTION("by verify_board") {
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<Head> head = store->verify_board(board(1));
        REQUIRE_FALSE(head);
        check_quarantined(*store, head.error(), "15");
    }
    SECTION("by a read over the gap") {
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<std::vector<Record>> records = store->read_log(board(1), {12}, {});
        REQUIRE_FALSE(records);
        check_quarantined(*store, records.error(), "15");
    }
    SECTION("by a read that starts in the gap") {
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<std::vector<Record>> records = store->read_log(board(1), {15}, {});
        REQUIRE_FALSE(records);
        check_quarantined(*store, records.error(), "15");
    }
    SECTION("by a read that starts right behind it") {
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<std::vector<Record>> records = store->read_log(board(1), {16}, {});
        REQUIRE_FALSE(records);
        check_quarantined(*store, records.error(), "15");
    }
}

TEST_CASE("[F8] a log that lost its beginning is not taken for one that starts later", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.erase(Family::Log, log_key(1)); });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    const Result<std::vector<Record>> records = store->read_log(board(1), {0}, {});
    REQUIRE_FALSE(records);
    check_quarantined(*store, records.error(), "1");
}

TEST_CASE("[F10][F12] a log that ends before its snapshot lost its tail", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) {
        for (std::uint64_t first = 9; first < 20; first += 2) {
            raw.erase(Family::Log, log_key(first));
        }
    });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    const Result<Head> head = store->verify_board(board(1));
    REQUIRE_FALSE(head);
    check_quarantined(*store, head.error(), "10");
}

TEST_CASE("[F10] a snapshot of a board without a log is the trace of a lost log", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) {
        for (std::uint64_t first = 1; first < 20; first += 2) {
            raw.erase(Family::Log, log_key(first));
        }
    });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    const Result<Head> head = store->verify_board(board(1));
    REQUIRE_FALSE(head);
    check_quarantined(*store, head.error(), "10");
}

TEST_CASE("[F7] a whole log in another board's place does not pass", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) {
        for (std::uint64_t first = 1; first < 20; first += 2) {
            raw.put(Family::Log, log_key(first, 3), raw.get(Family::Log, log_key(first, 2)));
        }
    });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    CHECK(store->verify_board(board(3)).error().code == ErrorCode::Corrupt);
    CHECK(store->verify_board(board(2))->position == OpSeq{20});
}

TEST_CASE("[F8] a record rewritten with a fitting chain of its own breaks at the next one", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) {
        const StoredRecord before = decode_record(raw.get(Family::Log, log_key(13))).value();
        const Link forged = next_link({{14}, before.chain}, {15}, 2, 0, "forged");
        raw.put(Family::Log, log_key(15), encode_record({2, 0, "forged", forged.chain}));
    });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    const Result<Head> head = store->verify_board(board(1));
    REQUIRE_FALSE(head);
    check_quarantined(*store, head.error(), "17");
}

TEST_CASE("[F4][F12] a record that does not parse quarantines the board, also when an append meets it", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.put(Family::Log, log_key(19), "not a record"); });
    SECTION("by verify_board") {
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<Head> head = store->verify_board(board(1));
        REQUIRE_FALSE(head);
        check_quarantined(*store, head.error(), "19");
    }
    SECTION("by an append, which then writes nothing") {
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<void> refused = store->append({append(board(2), 21, 2), append(board(1), 21, 2)});
        REQUIRE_FALSE(refused);
        check_quarantined(*store, refused.error(), "19");
    }
}

TEST_CASE("[F17] whoever looks back passes a damaged snapshot over, and the board is served", "[storage]") {
    const Damaged damaged;
    REQUIRE(open(damaged.directory)->put_snapshot(board(1), {{16}, "a later state", 2}));
    const std::uint64_t at = GENERATE(10U, 16U);
    damaged.edit([&](RawDatabase& raw) { raw.put(Family::Snapshot, log_key(at), "not a snapshot"); });
    const std::unique_ptr<RocksStore> store = open(damaged.directory);
    const std::optional<Snapshot> found = store->find_keyframe(board(1), {17}).value();
    const std::optional<Snapshot> below = store->find_keyframe(board(1), {12}).value();
    if (at == 10) {
        REQUIRE(found);
        CHECK(found->state == "a later state");
        CHECK_FALSE(below.has_value());
    } else {
        REQUIRE(found);
        CHECK(found->position == OpSeq{10});
        CHECK(below->position == OpSeq{10});
    }
    CHECK(store->read_log(board(1), {0}, {}).value().size() == 10);
}

TEST_CASE("[F9][F12] a damaged snapshot quarantines the board", "[storage]") {
    const Damaged damaged;
    SECTION("that does not parse") {
        damaged.edit([](RawDatabase& raw) { raw.put(Family::Snapshot, log_key(10), "not a snapshot"); });
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<Head> head = store->verify_board(board(1));
        REQUIRE_FALSE(head);
        check_quarantined(*store, head.error(), "10");
    }
    SECTION("whose chain is not the log's") {
        damaged.edit([](RawDatabase& raw) {
            raw.change(Family::Snapshot, log_key(10),
                       [](std::string& value) { value[6] = static_cast<char>(value[6] ^ 1); });
        });
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<Head> head = store->verify_board(board(1));
        REQUIRE_FALSE(head);
        check_quarantined(*store, head.error(), "10");
    }
    SECTION("that is filed under another position") {
        damaged.edit(
            [](RawDatabase& raw) { raw.put(Family::Snapshot, log_key(12), raw.get(Family::Snapshot, log_key(10))); });
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        const Result<std::optional<Snapshot>> found = store->find_snapshot(board(1), {15});
        REQUIRE_FALSE(found);
        check_quarantined(*store, found.error(), "12");
    }
    SECTION("whose state does not unpack") {
        damaged.edit([](RawDatabase& raw) {
            const std::string stored = raw.get(Family::Snapshot, log_key(10));
            const StoredSnapshot snapshot = decode_snapshot(stored).value();
            raw.put(Family::Snapshot, log_key(10), encode_snapshot({snapshot.link, "not zstd", 0}));
        });
        const std::unique_ptr<RocksStore> store = open(damaged.directory);
        CHECK(store->verify_board(board(1))->position == OpSeq{20});
        const Result<std::optional<Snapshot>> found = store->find_snapshot(board(1), {15});
        REQUIRE_FALSE(found);
        check_quarantined(*store, found.error(), "10");
    }
}

// Changes a byte of the only table file, near its beginning: in a data block of the first board.
void damage_table(const std::filesystem::path& directory) {
    std::optional<std::filesystem::path> largest;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == ".sst" &&
            (!largest || entry.file_size() > std::filesystem::file_size(*largest))) {
            largest = entry.path();
        }
    }
    REQUIRE(largest);
    std::fstream file(*largest, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(1000);
    const char byte = static_cast<char>(file.get());
    file.seekp(1000);
    file.put(static_cast<char>(byte ^ 1));
    REQUIRE(file);
}

TEST_CASE("[F12] a table block that fails its checksum quarantines the boards in it, no other", "[storage]") {
    const sample::Directory directory;
    {
        const std::unique_ptr<RocksStore> store = open(directory);
        for (const std::uint8_t number : std::initializer_list<std::uint8_t>{1, 2}) {
            REQUIRE(store->append({append(board(number), 1, 2, 200'000), append(board(number), 3, 2, 200'000)}));
        }
    }
    RawDatabase(directory.path()).flush();
    damage_table(directory.path());

    const std::unique_ptr<RocksStore> store = open(directory);
    const Result<Head> head = store->verify_board(board(1));
    REQUIRE_FALSE(head);
    CHECK(head.error().code == ErrorCode::Corrupt);
    CHECK_THAT(head.error().detail, Catch::Contains(board(1).text()));
    CHECK(store->verify_board(board(1)).error().code == ErrorCode::Unavailable);
    CHECK(store->verify_board(board(2))->position == OpSeq{4});
}

TEST_CASE("[F12] quarantine ends with the process: a repaired board is served after a restart", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.change(Family::Log, log_key(15), flip_middle); });
    CHECK(open(damaged.directory)->verify_board(board(1)).error().code == ErrorCode::Corrupt);
    damaged.edit([](RawDatabase& raw) { raw.change(Family::Log, log_key(15), flip_middle); });
    CHECK(open(damaged.directory)->verify_board(board(1))->position == OpSeq{20});
}

TEST_CASE("[F3] a directory of another format is refused in words", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) {
        CHECK(raw.get(Family::Default, "format") == "1");
        raw.put(Family::Default, "format", "2");
    });
    const Result<std::unique_ptr<RocksStore>> opened = RocksStore::open(damaged.directory.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::Config);
    CHECK_THAT(opened.error().detail, Catch::Contains("format 2"));
}

TEST_CASE("[F3] a directory with a family that this version does not know is refused", "[storage]") {
    const Damaged damaged;
    damaged.edit([](RawDatabase& raw) { raw.create_family("of a later version"); });
    const Result<std::unique_ptr<RocksStore>> opened = RocksStore::open(damaged.directory.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::Config);
    CHECK_THAT(opened.error().detail, Catch::Contains("of a later version"));
}

}  // namespace
}  // namespace atelier::storage
