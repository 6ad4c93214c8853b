// What is found in a write-ahead log before RocksDB reads it: the whole records, and where one is not.
// SPDX-License-Identifier: MIT
#include "storage/wal_scan.h"

#include <rocksdb/write_batch.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;

constexpr std::size_t kBlockBytes = 32 * 1024;

std::filesystem::path newest_log(const std::filesystem::path& directory) {
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == ".log" && (newest.empty() || newest < entry.path())) {
            newest = entry.path();
        }
    }
    return newest;
}

// The log of a store with `count` appends, some longer than a block.
std::string log_of(std::uint64_t count) {
    const sample::Directory directory;
    const auto store = RocksStore::open(directory.path()).value();
    for (std::uint64_t first = 1; first <= count; ++first) {
        REQUIRE(store->append({append(board(1), first, 1, first % 7 == 0 ? 70'000 : 900)}));
    }
    std::ifstream in(newest_log(directory.path()), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST_CASE("[F16] every record of an undamaged log is found, long ones put together", "[storage]") {
    const std::string log = log_of(30);
    REQUIRE(log.size() > 4 * kBlockBytes);
    const WalFileScan scan = scan_wal_file(log);
    CHECK_FALSE(scan.damaged_at);
    // One for the format of the directory, one an append.
    CHECK(scan.entries.size() == 31);
    std::size_t puts = 0;
    for (const WalFileScan::Entry& entry : scan.entries) {
        puts += static_cast<std::size_t>(rocksdb::WriteBatch(entry.batch).Count());
    }
    CHECK(puts == 1 + 30 + 29);  // the note of where the board ended goes with the next append
}

TEST_CASE("[F16] a log cut anywhere has whole records before the cut, and none behind", "[storage]") {
    const std::string log = log_of(20);
    const std::size_t whole = scan_wal_file(log).entries.size();
    SeededRandom random(5);
    for (int round = 0; round < 200; ++round) {
        const WalFileScan scan = scan_wal_file(std::string_view(log).substr(0, random.below(log.size())));
        CHECK(scan.entries.size() < whole);
        CHECK((!scan.damaged_at || scan.entries.empty() || scan.entries.back().offset < *scan.damaged_at));
    }
}

TEST_CASE("[F16] a flipped byte costs one record, wherever it is: its header, its middle, a later fragment",
          "[storage]") {
    const std::string log = log_of(20);
    const std::size_t whole = scan_wal_file(log).entries.size();
    SeededRandom random(6);
    for (int round = 0; round < 200; ++round) {
        std::string damaged = log;
        const std::size_t at = random.below(damaged.size());
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        CAPTURE(at);
        const WalFileScan scan = scan_wal_file(damaged);
        REQUIRE(scan.damaged_at);
        CHECK(*scan.damaged_at <= at);
        CHECK(scan.entries.size() + 1 == whole);
    }
}

TEST_CASE("a log of anything is scanned without harm", "[storage]") {
    SeededRandom random(7);
    for (int round = 0; round < 20; ++round) {
        const WalFileScan scan = scan_wal_file(sample::noise(random.next(), random.below(2 * kBlockBytes)));
        CHECK(scan.entries.empty());
    }
    CHECK(scan_wal_file(std::string(3 * kBlockBytes, '\0')).entries.empty());
}

}  // namespace
}  // namespace atelier::storage
