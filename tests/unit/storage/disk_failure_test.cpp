// A full disk and a disk that does not sync: acknowledgements stop, the reason is told once, nothing is tried again.
// SPDX-License-Identifier: MIT
#include <rocksdb/env.h>

#include <future>
#include <memory>

#include "storage/commit_queue.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/fault_file_system.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;

struct FailingDisk {
    explicit FailingDisk(std::size_t memtable_bytes = 1 << 20)
        : options{.cache_bytes = 4 << 20, .memtable_bytes = memtable_bytes, .env = env.get()},
          store(RocksStore::open(directory.path(), options).value()) {
        REQUIRE(store->append({append(board(1), 1)}));
    }

    OpSeq head_after_restart() {
        store.reset();
        disk->repair();
        store = RocksStore::open(directory.path(), options).value();
        return store->verify_board(board(1))->position;
    }

    sample::Directory directory;
    std::shared_ptr<FaultFileSystem> disk = std::make_shared<FaultFileSystem>();
    std::unique_ptr<rocksdb::Env> env = env_on(disk);
    RocksOptions options;
    std::unique_ptr<RocksStore> store;
};

TEST_CASE("[F15] an append on a full disk fails with DiskFull and takes nothing", "[storage]") {
    FailingDisk failing;
    failing.disk->fill_disk(".log");
    const Result<void> full = failing.store->append({append(board(1), 2)});
    REQUIRE_FALSE(full);
    CHECK(full.error().code == ErrorCode::DiskFull);
    CHECK(failing.store->verify_board(board(1))->position == OpSeq{1});
    CHECK(failing.head_after_restart() == OpSeq{1});
}

TEST_CASE("[F15] a failed sync is Io, and is not tried again even when the disk works again", "[storage]") {
    FailingDisk failing;
    failing.disk->fail_syncs(".log");
    const Result<void> failed = failing.store->append({append(board(1), 2)});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::Io);

    failing.disk->repair();
    const std::uint64_t appends = failing.disk->wal_counts().appends;
    const auto refuses = [](const Result<void>& result) { return !result && result.error().code == ErrorCode::Io; };
    CHECK(refuses(failing.store->append({append(board(1), 2)})));
    CHECK(refuses(failing.store->append({append(board(2), 1)})));
    CHECK(refuses(failing.store->put_entry("key", "value")));
    CHECK(refuses(failing.store->put_snapshot(board(1), {{1}, "state", 0})));
    CHECK(refuses(failing.store->erase_actor(board(2), {1})));
    CHECK(failing.disk->wal_counts().appends == appends);
    // What is on disk is still read.
    CHECK(failing.store->read_log(board(1), {0}, {})->size() == 1);
}

TEST_CASE("[F15] a failed sync acknowledges nothing, whether or not the bytes are found later", "[storage]") {
    FailingDisk failing;
    failing.disk->fail_syncs(".log");
    REQUIRE_FALSE(failing.store->append({append(board(1), 2)}));
    const OpSeq head = failing.head_after_restart();
    CHECK((head == OpSeq{1} || head == OpSeq{2}));
    CHECK(failing.store->append({append(board(1), head.value + 1)}));
}

TEST_CASE("[F15] tables that find no room end the writing as well", "[storage]") {
    FailingDisk failing(64 << 10);
    failing.disk->fill_disk(".sst");
    std::uint64_t acknowledged = 1;
    Result<void> result;
    while (result && acknowledged < 20'000) {
        result = failing.store->append({append(board(1), acknowledged + 1, 1, 4000)});
        acknowledged += result ? 1U : 0U;
    }
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::DiskFull);
    CHECK(failing.head_after_restart() == OpSeq{acknowledged});
}

TEST_CASE("[F15] the commit queue stops acknowledging and tells its owner once", "[storage]") {
    FailingDisk failing;
    const bool is_full = GENERATE(true, false);
    is_full ? failing.disk->fill_disk(".log") : failing.disk->fail_syncs(".log");
    std::vector<ErrorCode> told;
    std::vector<ErrorCode> outcomes;
    CommitQueue queue(*failing.store, [&](const Error& error) { told.push_back(error.code); });
    std::promise<void> first_done;
    REQUIRE(queue.submit(append(board(1), 2), [&](Result<void> result) {
        outcomes.push_back(result ? ErrorCode::Malformed : result.error().code);
        first_done.set_value();
    }));
    first_done.get_future().wait();
    failing.disk->repair();
    CHECK(queue.submit(append(board(1), 3), [](Result<void>) {}).error().code == ErrorCode::Unavailable);
    queue.stop();
    const ErrorCode expected = is_full ? ErrorCode::DiskFull : ErrorCode::Io;
    CHECK(told == std::vector<ErrorCode>{expected});
    CHECK(outcomes == std::vector<ErrorCode>{expected});
    CHECK(queue.counters().syncs == 0);
}

TEST_CASE("[F15] a store that cannot be made on a full disk says so", "[storage]") {
    const sample::Directory directory;
    const auto disk = std::make_shared<FaultFileSystem>();
    const std::unique_ptr<rocksdb::Env> env = env_on(disk);
    disk->fill_disk("");
    const Result<std::unique_ptr<RocksStore>> opened = RocksStore::open(directory.path(), {.env = env.get()});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::DiskFull);
    CHECK_THAT(opened.error().detail, Catch::Contains(directory.path().string()));
}

}  // namespace
}  // namespace atelier::storage
