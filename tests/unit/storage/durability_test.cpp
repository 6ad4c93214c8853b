// What was acknowledged is there: after a close, after a power cut at any write, sync or rename.
// SPDX-License-Identifier: MIT
#include <rocksdb/env.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/commit_queue.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/fault_file_system.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::append_by;
using sample::board;

TEST_CASE("[F11] everything is there after closing and opening again", "[storage]") {
    const sample::Directory directory;
    const Bytes large = sample::noise(9, 100'000);
    Bytes chain;
    {
        const auto store = RocksStore::open(directory.path()).value();
        REQUIRE(store->append({append(board(1), 1, 3), append(board(2), 1)}));
        REQUIRE(store->append({append_by({{7}, "seven"}, board(1), 4)}));
        REQUIRE(store->put_snapshot(board(1), {{3}, large, 5}));
        REQUIRE(store->put_entry("board/x", "entry"));
        chain = store->verify_board(board(1))->chain;
    }
    const auto store = RocksStore::open(directory.path()).value();
    CHECK(store->verify_board(board(1))->position == OpSeq{4});
    CHECK(store->verify_board(board(1))->chain == chain);
    CHECK(store->read_log(board(1), {0}, {}).value().at(1).batch == append(board(1), 4).batch);
    CHECK(store->find_snapshot(board(1), {4}).value()->state == large);
    CHECK(store->get_actor(board(1), {7}).value() == "seven");
    CHECK(store->get_entry("board/x").value() == "entry");
}

TEST_CASE("[F11] an append goes on from disk when the store was just opened", "[storage]") {
    const sample::Directory directory;
    REQUIRE(RocksStore::open(directory.path()).value()->append({append(board(1), 1, 3)}));
    {
        const auto store = RocksStore::open(directory.path()).value();
        CHECK(store->append({append(board(1), 3)}).error().code == ErrorCode::OutOfOrder);
        CHECK(store->append({append(board(1), 4)}));
    }
    CHECK(RocksStore::open(directory.path()).value()->verify_board(board(1))->position == OpSeq{4});
}

TEST_CASE("[F11] an append is one write and one sync of the write-ahead log, whatever it carries", "[storage]") {
    const sample::Directory directory;
    const auto disk = std::make_shared<FaultFileSystem>();
    const std::unique_ptr<rocksdb::Env> env = env_on(disk);
    const auto store = RocksStore::open(directory.path(), {.env = env.get()}).value();
    REQUIRE(store->append({append(board(1), 1)}));

    const FaultFileSystem::Counts before = disk->wal_counts();
    for (std::uint64_t first = 2; first < 102; ++first) {
        REQUIRE(store->append({append(board(1), first), append(board(2), first - 1, 1, 5000)}));
    }
    CHECK(disk->wal_counts().syncs - before.syncs == 100);
    CHECK(disk->wal_counts().appends - before.appends == 100);
}

TEST_CASE("[F11] newcomers and snapshots cost no sync of their own", "[storage]") {
    const sample::Directory directory;
    const auto disk = std::make_shared<FaultFileSystem>();
    const std::unique_ptr<rocksdb::Env> env = env_on(disk);
    const auto store = RocksStore::open(directory.path(), {.env = env.get()}).value();
    REQUIRE(store->append({append(board(1), 1)}));
    const std::uint64_t before = disk->wal_counts().syncs;
    REQUIRE(store->append({append_by({{7}, "seven"}, board(1), 2)}));
    CHECK(disk->wal_counts().syncs == before + 1);
    REQUIRE(store->put_snapshot(board(1), {{1}, "state", 0}));
    CHECK(disk->wal_counts().syncs == before + 1);
    REQUIRE(store->put_entry("k", "v"));
    REQUIRE(store->erase_actor(board(1), {7}));
    CHECK(disk->wal_counts().syncs == before + 3);
}

// --- power cuts ---

constexpr std::uint8_t kBoards = 3;
constexpr std::uint64_t kActorEvery = 16;     // ops
constexpr std::uint64_t kSnapshotEvery = 10;  // ops
constexpr int kWaitingMax = 20;               // appends not yet acknowledged

Append append_at(const BoardId& id, std::uint64_t position) {
    return position % kActorEvery == 0 ? append_by({{position}, "somebody"}, id, position, 1500)
                                       : append(id, position, 1, 1500);
}

// What the clients were told.
struct Acknowledged {
    std::mutex mutex;
    std::map<BoardId, OpSeq> last;
};

// Writes until the power goes. Positions go on from where the store says that it ends.
void write_until_dark(Store& store, FaultFileSystem& disk, Acknowledged& acknowledged) {
    std::map<BoardId, std::uint64_t> next;
    for (std::uint8_t number = 1; number <= kBoards; ++number) {
        const Result<Head> head = store.verify_board(board(number));
        if (!head) {
            return;  // the power went already
        }
        next[board(number)] = head->position.value + 1;
    }
    std::atomic<int> waiting = 0;
    CommitQueue queue(store, [](const Error&) {});
    for (std::uint64_t round = 0; !disk.is_power_off(); ++round) {
        const BoardId id = board(static_cast<std::uint8_t>(1 + round % kBoards));
        const std::uint64_t first = next[id]++;
        if (first % kSnapshotEvery == 1 && first > 1) {
            (void)store.put_snapshot(id, {{first - 1}, sample::noise(first, 6000), first});
        }
        while (waiting == kWaitingMax) {
            std::this_thread::yield();
        }
        ++waiting;
        const Result<void> taken = queue.submit(append_at(id, first), [&, id, first](Result<void> result) {
            --waiting;
            if (result) {
                const std::lock_guard lock(acknowledged.mutex);
                acknowledged.last[id] = {first};
            }
        });
        if (!taken) {
            break;
        }
    }
    queue.stop();
}

// Counts the acknowledged ops that are not there any more, or are not what they were.
std::uint64_t count_lost(Store& store, const Acknowledged& acknowledged) {
    std::uint64_t lost = 0;
    for (const auto& [id, last] : acknowledged.last) {
        const Result<std::vector<Record>> records = store.read_log(id, {0}, {});
        if (!store.verify_board(id) || !records) {
            lost += last.value;
            continue;
        }
        for (std::uint64_t first = 1; first <= last.value; ++first) {
            const bool is_there = first <= records->size() && (*records)[first - 1].batch == append_at(id, first).batch;
            lost += is_there ? 0U : 1U;
        }
    }
    return lost;
}

// Counts the actors whose record is not where their first op is, or is where it is not.
std::uint64_t count_parted(Store& store) {
    std::uint64_t parted = 0;
    for (std::uint8_t number = 1; number <= kBoards; ++number) {
        const std::uint64_t end = store.verify_board(board(number)).value().position.value;
        for (std::uint64_t position = kActorEvery; position <= end + kWaitingMax; position += kActorEvery) {
            const bool is_known = store.get_actor(board(number), {position}).value().has_value();
            parted += is_known == (position <= end) ? 0U : 1U;
        }
    }
    return parted;
}

TEST_CASE("[F11] after a power cut at any moment everything acknowledged is there", "[storage]") {
    const sample::Directory directory;
    const auto disk = std::make_shared<FaultFileSystem>(7);
    const std::unique_ptr<rocksdb::Env> env = env_on(disk);
    // Memtables so small that flushes, new tables and new write-ahead logs happen all the time.
    const RocksOptions options{.cache_bytes = 4 << 20, .memtable_bytes = 64 << 10, .env = env.get()};
    SeededRandom random(11);
    Acknowledged acknowledged;
    for (int round = 0; round < 20; ++round) {
        CAPTURE(round);
        disk->cut_power_after(1 + random.below(round % 3 == 0 ? 60 : 500));
        if (Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory.path(), options); store) {
            write_until_dark(**store, *disk, acknowledged);
        }
        REQUIRE(disk->is_power_off());
        disk->lose_unsynced();

        const Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory.path(), options);
        REQUIRE(store);
        REQUIRE(count_lost(**store, acknowledged) == 0);
        REQUIRE(count_parted(**store) == 0);
    }
    std::uint64_t total = 0;
    for (const auto& [id, last] : acknowledged.last) {
        total += last.value;
    }
    CHECK(total > 500);
}

TEST_CASE("the power-cut test sees a disk that lies about its syncs", "[storage]") {
    const sample::Directory directory;
    const auto disk = std::make_shared<FaultFileSystem>(7);
    const std::unique_ptr<rocksdb::Env> env = env_on(disk);
    const RocksOptions options{.env = env.get()};
    REQUIRE(RocksStore::open(directory.path(), options));
    disk->ignore_syncs();
    disk->cut_power_after(500);
    Acknowledged acknowledged;
    write_until_dark(**RocksStore::open(directory.path(), options), *disk, acknowledged);
    REQUIRE(disk->is_power_off());
    REQUIRE_FALSE(acknowledged.last.empty());
    disk->repair();
    disk->lose_unsynced();

    const Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory.path(), options);
    CHECK((!store || count_lost(**store, acknowledged) > 0));
}

}  // namespace
}  // namespace atelier::storage
