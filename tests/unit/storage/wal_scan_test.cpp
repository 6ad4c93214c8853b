// What is found in a write-ahead log before RocksDB reads it: the whole records, and where one is not.
// SPDX-License-Identifier: MIT
#include "storage/wal_scan.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;

constexpr std::size_t kBlockBytes = 32 * 1024;

std::vector<std::filesystem::path> logs_in(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> logs;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == ".log") {
            logs.push_back(entry.path());
        }
    }
    std::sort(logs.begin(), logs.end());
    return logs;
}

std::filesystem::path newest_log(const std::filesystem::path& directory) {
    return logs_in(directory).back();
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The log of a store with `count` appends, some longer than a block.
std::string log_of(std::uint64_t count) {
    const sample::Directory directory;
    auto store = RocksStore::open(directory.path()).value();
    for (std::uint64_t first = 1; first <= count; ++first) {
        REQUIRE(store->append({append(board(1), first, 1, first % 7 == 0 ? 70'000 : 900)}));
    }
    store.reset();  // which cuts off the room that was reserved
    return read(newest_log(directory.path()));
}

// 300 appends, by a store that begins a new log every few.
void write_several_logs(const std::filesystem::path& directory) {
    const auto store = RocksStore::open(directory, {.memtable_bytes = 64 << 10}).value();
    for (std::uint64_t first = 1; first <= 300; ++first) {
        REQUIRE(store->append({append(board(1), first, 1, 900)}));
    }
}

// As a process that is killed leaves them.
void put_zeros_behind(const std::vector<std::filesystem::path>& logs) {
    for (const std::filesystem::path& log : logs) {
        std::filesystem::resize_file(log, std::filesystem::file_size(log) + 3 * kBlockBytes);
    }
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

TEST_CASE("changed catalogue entries are one record of the log: no crash leaves half of them", "[storage]") {
    const sample::Directory directory;
    auto store = RocksStore::open(directory.path()).value();
    REQUIRE(store->put_entry("user/ada", "1"));
    const std::size_t before = scan_wal_file(read(newest_log(directory.path()))).entries.size();
    REQUIRE(store->change_entries({{{"link/1", "ended"}, {"audit/1", "who"}}, {"user/ada"}}));
    const WalFileScan scan = scan_wal_file(read(newest_log(directory.path())));
    REQUIRE(scan.entries.size() == before + 1);
    CHECK(rocksdb::WriteBatch(scan.entries.back().batch).Count() == 3);
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

TEST_CASE("[F16] what stands in the last bytes of a block, too few for a header, is no damage", "[storage]") {
    // How long a log is whose second append has that many bytes, and that log.
    const auto log_with = [](std::size_t bytes) {
        const sample::Directory directory;
        auto store = RocksStore::open(directory.path()).value();
        REQUIRE(store->append({append(board(1), 1, 1, bytes)}));
        const std::string so_far = read(newest_log(directory.path()));
        REQUIRE(store->append({append(board(1), 2, 1, 900)}));
        store.reset();
        return std::pair(*scan_wal_file(so_far).zeros_from, read(newest_log(directory.path())));
    };
    // Lengths of lengths differ by some bytes, hence no padding of just one.
    const std::size_t bytes = 900 + kBlockBytes - 6 - log_with(900).first;
    auto [end, log] = log_with(bytes);
    REQUIRE(end < kBlockBytes);
    REQUIRE(end + 7 > kBlockBytes);
    const std::size_t whole = scan_wal_file(log).entries.size();
    log[kBlockBytes - 1] = 'x';
    const WalFileScan scan = scan_wal_file(log);
    CHECK_FALSE(scan.damaged_at);
    CHECK(scan.entries.size() == whole);
}

TEST_CASE("[F11][F16] a log in use is as long as the room reserved for it, with zeros behind its records",
          "[storage]") {
    const sample::Directory directory;
    auto store = RocksStore::open(directory.path()).value();
    for (std::uint64_t first = 1; first <= 5; ++first) {
        REQUIRE(store->append({append(board(1), first, 1, 900)}));
    }
    const std::filesystem::path path = newest_log(directory.path());
    const WalFileScan in_use = scan_wal_file(read(path));
    CHECK(in_use.entries.size() == 6);
    CHECK_FALSE(in_use.damaged_at);
    REQUIRE(in_use.zeros_from);
    CHECK(std::filesystem::file_size(path) > *in_use.zeros_from + kBlockBytes);
    store.reset();
    CHECK(std::filesystem::file_size(path) == *in_use.zeros_from);
}

TEST_CASE("[F16] zeros at the end of a log are room that was reserved, unless the next log does not go on there",
          "[storage]") {
    const sample::Directory directory;
    write_several_logs(directory.path());
    const std::vector<std::filesystem::path> logs = logs_in(directory.path());
    REQUIRE(logs.size() > 1);
    const std::uint64_t end = std::filesystem::file_size(logs.front());
    put_zeros_behind(logs);
    const WalScan scan = scan_wal(directory.path().string()).value();
    CHECK_FALSE(scan.damage);
    CHECK(scan.behind.empty());

    // The same, with the last record gone.
    std::filesystem::resize_file(logs.front(), end - 1000);
    std::filesystem::resize_file(logs.front(), end + 3 * kBlockBytes);
    const WalScan lost = scan_wal(directory.path().string()).value();
    REQUIRE(lost.damage);
    CHECK(lost.damage->file == logs.front().string());
    CHECK(lost.damage->offset <= end - 1000);
    CHECK_FALSE(lost.behind.empty());
}

TEST_CASE("[F16] a store whose process was killed is read whole, also behind a log that has zeros at its end",
          "[storage]") {
    const sample::Directory directory;
    write_several_logs(directory.path());
    put_zeros_behind(logs_in(directory.path()));
    const auto store = RocksStore::open(directory.path()).value();
    CHECK(store->opening_damage().empty());
    CHECK(store->verify_board(board(1))->position == OpSeq{300});
    CHECK(store->append({append(board(1), 301)}));
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
