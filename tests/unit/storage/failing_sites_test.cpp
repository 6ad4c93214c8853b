// Every place where the disk can say no, one after the other: the n-th append, sync, rename or new file fails, for every
// n of a story that has them all. Nothing acknowledged is lost, and after a write was refused none is taken again.
// SPDX-License-Identifier: MIT
#include <rocksdb/env.h>

#include <map>
#include <memory>
#include <string>

#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/fault_file_system.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;
using Failure = FaultFileSystem::Failure;

constexpr std::uint64_t kAppends = 32;  // a board; with memtables of 64 KiB enough for flushes and new logs
constexpr std::size_t kBatchBytes = 5000;
constexpr std::size_t kMemtableBytes = 64 << 10;

struct Told {
    std::map<std::uint8_t, std::uint64_t> acknowledged;  // board -> last position
    bool was_refused = false;
    std::string reason;
};

// Two boards, their snapshots and actors, a catalogue entry; ends at the first refusal.
Told tell_story(const std::filesystem::path& directory, rocksdb::Env* env) {
    Told told;
    const auto store =
        RocksStore::open(directory, {.cache_bytes = 4 << 20, .memtable_bytes = kMemtableBytes, .env = env});
    if (!store) {
        CHECK((store.error().code == ErrorCode::DiskFull || store.error().code == ErrorCode::Io ||
               store.error().code == ErrorCode::Corrupt));
        told.was_refused = true;
        return told;
    }
    const auto take = [&](const Result<void>& result) {
        CHECK((result || result.error().code == ErrorCode::DiskFull || result.error().code == ErrorCode::Io));
        // What was refused once is refused for good, though the disk works again (F15).
        CAPTURE(told.reason);
        CHECK((!told.was_refused || !result));
        if (!result) {
            told.was_refused = true;
            told.reason = result.error().detail;
        }
        return result.has_value();
    };
    take((*store)->put_entry("board/x", "entry"));
    for (std::uint64_t first = 1; first <= kAppends; ++first) {
        for (const std::uint8_t number : {std::uint8_t{1}, std::uint8_t{2}}) {
            if (take((*store)->append({append(board(number), first, 1, kBatchBytes)}))) {
                told.acknowledged[number] = first;
            }
        }
        if (first % 8 == 0 && !told.was_refused) {
            take((*store)->put_snapshot(board(1), {{first}, sample::noise(first, 6000), first}));
            take((*store)->put_actor(board(1), {first}, "somebody"));
        }
    }
    if (!told.was_refused) {
        take((*store)->note_heads());  // with nothing to note it has nothing to refuse
    }
    return told;
}

void check_nothing_lost(const std::filesystem::path& directory, const Told& told) {
    const auto store = RocksStore::open(directory);
    REQUIRE(store);
    for (const auto& [number, last] : told.acknowledged) {
        const Result<Head> head = (*store)->verify_board(board(number));
        REQUIRE(head);
        REQUIRE(head->position.value >= last);
        const auto records = (*store)->read_log(board(number), {0}, {}).value();
        for (std::uint64_t first = 1; first <= last; ++first) {
            REQUIRE(records[first - 1].batch == append(board(number), first, 1, kBatchBytes).batch);
        }
        // And it goes on from there.
        CHECK((*store)->append({append(board(number), head->position.value + 1, 1, kBatchBytes)}));
    }
}

TEST_CASE("[F15] whichever write or sync fails, acknowledgements stop there and nothing acknowledged is lost",
          "[storage]") {
    const Failure failure = GENERATE(Failure::NoSpace, Failure::Broken);
    const auto counting = std::make_shared<FaultFileSystem>();
    counting->spare_the_disk();
    const std::unique_ptr<rocksdb::Env> counting_env = env_on(counting);
    {
        const sample::Directory directory;
        CHECK_FALSE(tell_story(directory.path(), counting_env.get()).was_refused);
    }
    const std::uint64_t sites = counting->operations();
    REQUIRE(sites > 100);

    std::uint64_t refused = 0;
    for (std::uint64_t site = 1; site <= sites; ++site) {
        CAPTURE(site, static_cast<int>(failure));
        const sample::Directory directory;
        const auto disk = std::make_shared<FaultFileSystem>(site);
        const std::unique_ptr<rocksdb::Env> env = env_on(disk);
        disk->spare_the_disk();
        disk->fail_operation(site, failure);
        const Told told = tell_story(directory.path(), env.get());
        refused += told.was_refused ? 1U : 0U;
        check_nothing_lost(directory.path(), told);
    }
    // RocksDB's own diagnostics may fail without harm; the log and what it needs may not.
    CHECK(refused > sites / 2);
}

}  // namespace
}  // namespace atelier::storage
