// The pieces RocksStore is made of, where the contract suite does not reach.
// SPDX-License-Identifier: MIT
#include <rocksdb/status.h>

#include "storage/head_cache.h"
#include "storage/quarantine.h"
#include "storage/rocks_options.h"
#include "storage/status.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::board;

Link link_at(std::uint64_t position) {
    return {{position}, {}};
}

TEST_CASE("a head moves forward only", "[storage]") {
    HeadCache heads(10);
    CHECK_FALSE(heads.find(board(1)).has_value());
    heads.advance(board(1), link_at(5));
    heads.advance(board(1), link_at(3));
    CHECK(heads.find(board(1))->position == OpSeq{5});
    heads.advance(board(1), link_at(6));
    CHECK(heads.find(board(1))->position == OpSeq{6});
}

TEST_CASE("a full head cache forgets the board unused for longest", "[storage]") {
    HeadCache heads(2);
    heads.advance(board(1), link_at(1));
    heads.advance(board(2), link_at(2));
    CHECK(heads.find(board(1)).has_value());
    heads.advance(board(3), link_at(3));
    CHECK(heads.find(board(1)).has_value());
    CHECK_FALSE(heads.find(board(2)).has_value());
    CHECK(heads.find(board(3)).has_value());
}

TEST_CASE("[F12] only damage puts a board into quarantine, and the first reason stays", "[storage]") {
    Quarantine quarantine;
    quarantine.observe(board(1), Error(ErrorCode::Io, "a bad moment"));
    CHECK(quarantine.check(board(1)));
    quarantine.observe(board(1), Error(ErrorCode::Corrupt, "first reason"));
    quarantine.observe(board(1), Error(ErrorCode::Corrupt, "second reason"));
    const Result<void> refused = quarantine.check(board(1));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Unavailable);
    CHECK_THAT(refused.error().detail, Catch::Contains("first reason") && Catch::Contains(board(1).text()));
    CHECK(quarantine.check(board(2)));
}

TEST_CASE("[F15] a full disk, a failed disk and a damaged file are told apart", "[storage]") {
    const auto code = [](const rocksdb::Status& status) { return error_from_status(status, "writing").code; };
    CHECK(code(rocksdb::Status::NoSpace("x")) == ErrorCode::DiskFull);
    CHECK(code(rocksdb::Status::IOError("x")) == ErrorCode::Io);
    CHECK(code(rocksdb::Status::Corruption("x")) == ErrorCode::Corrupt);
    CHECK(code(rocksdb::Status::NotFound("x")) == ErrorCode::NotFound);
    CHECK(code(rocksdb::Status::ShutdownInProgress()) == ErrorCode::Unavailable);
    CHECK(code(rocksdb::Status::InvalidArgument("x")) == ErrorCode::Config);
    CHECK_THAT(error_from_status(rocksdb::Status::IOError("fdatasync"), "writing to /data").detail,
               Catch::StartsWith("writing to /data: ") && Catch::Contains("fdatasync"));
}

TEST_CASE("[F14] what RocksDB 7.8 does badly after a crash is off, and the rest is bounded", "[storage]") {
    const DatabaseOptions options = database_options({.cache_bytes = 8 << 20, .memtable_bytes = 1 << 20});
    const rocksdb::DBOptions& database = options.database;
    CHECK(database.recycle_log_file_num == 0);
    CHECK_FALSE(database.track_and_verify_wals_in_manifest);
    CHECK(database.wal_compression == rocksdb::kNoCompression);
    CHECK_FALSE(database.unordered_write);
    CHECK(database.max_bgerror_resume_count == 0);
    CHECK(database.wal_recovery_mode == rocksdb::WALRecoveryMode::kPointInTimeRecovery);
    CHECK(database.max_total_wal_size > 0);
    REQUIRE(options.families.size() == kFamilies);
    for (const rocksdb::ColumnFamilyDescriptor& family : options.families) {
        CHECK(family.options.write_buffer_size <= 1 << 20);
    }
}

}  // namespace
}  // namespace atelier::storage
