// SPDX-License-Identifier: MIT
#include "storage/database.h"

#include <utility>

#include "server/base/check.h"
#include "storage/status.h"

#if defined(__SANITIZE_THREAD__)
// The packaged RocksDB, and zstd under it, are not built for the thread sanitizer, which therefore does not see how their
// threads synchronise: what it reports from inside is noise. Here, so that every program with a store has it.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
    return "race:librocksdb.so\nrace:libzstd.so\n";
}
#endif

namespace atelier::storage {
namespace {

constexpr const char* kFormatKey = "format";
constexpr BytesView kFormat = "1";

rocksdb::Slice slice(BytesView bytes) {
    return {bytes.data(), bytes.size()};
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& directory, const RocksOptions& options) {
    ATELIER_TRY_ASSIGN(const WalScan scan, scan_wal(directory));
    DatabaseOptions how = database_options(options);
    if (scan.damage) {
        how.database.wal_recovery_mode = rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords;
    }
    std::unique_ptr<Database> database(new Database(directory));
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(how.database, directory, how.families, &database->handles_, &db);
    database->env_ = how.env;
    database->db_.reset(db);
    if (!status.ok()) {
        return error_from_status(status, "opening the data directory " + directory);
    }
    ATELIER_CHECK(database->handles_.size() == kFamilies);
    ATELIER_TRY(database->write_again(scan));
    ATELIER_TRY(database->check_format());
    return database;
}

// RocksDB drops all of a block behind the damage in it. Records are puts and deletions of whole values, so writing those
// that are whole once more, in their order, ends in the state that they ended in.
Result<void> Database::write_again(const WalScan& scan) {
    if (!scan.damage) {
        return {};
    }
    log_damage_ = "the write-ahead log " + scan.damage->file + " is damaged at byte " +
                  std::to_string(scan.damage->offset) + "; " + std::to_string(scan.behind.size()) +
                  " records behind it were saved, boards that lost one are not served";
    for (const std::string& bytes : scan.behind) {
        rocksdb::WriteBatch batch(bytes);
        const bool is_last = &bytes == &scan.behind.back();
        ATELIER_TRY(write(batch, is_last ? Durability::Synced : Durability::WithNextSync));
    }
    return {};
}

Database::~Database() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
        db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    }
    // A close after a failed write has nothing to add: the failure was told, and nothing acknowledged is at stake.
    if (db_ != nullptr) {
        db_->Close().PermitUncheckedError();
    }
}

Result<void> Database::check_format() {
    ATELIER_TRY_ASSIGN(const std::optional<Bytes> format, get(Family::Default, kFormatKey));
    if (!format) {
        rocksdb::WriteBatch batch;
        batch.Put(handle(Family::Default), kFormatKey, slice(kFormat)).PermitUncheckedError();
        return write(batch, Durability::Synced);
    }
    if (*format != kFormat) {
        return Error(ErrorCode::Config, "the data directory " + directory_ + " is of format " + *format +
                                            "; this program reads format " + Bytes(kFormat));
    }
    return {};
}

Result<void> Database::write(rocksdb::WriteBatch& batch, Durability durability) {
    ATELIER_TRY(check_writable());
    rocksdb::WriteOptions how;
    how.sync = durability == Durability::Synced;
    const rocksdb::Status status = db_->Write(how, &batch);
    if (status.ok()) {
        return {};
    }
    Error error = error_from_status(status, "writing to " + directory_);
    if (error.code != ErrorCode::DiskFull) {
        error.code = ErrorCode::Io;  // whatever it was, it was a write that failed
    }
    const std::lock_guard lock(mutex_);
    if (!failure_) {
        failure_ = error;
    }
    return error;
}

Result<void> Database::scrub(const std::vector<Family>& families, BytesView lower, BytesView upper) {
    ATELIER_TRY(check_writable());
    // Every family, so that no log of before is needed any more.
    rocksdb::Status status = db_->Flush(rocksdb::FlushOptions(), handles_);
    rocksdb::CompactRangeOptions how;
    how.exclusive_manual_compaction = false;
    how.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    how.blob_garbage_collection_policy = rocksdb::BlobGarbageCollectionPolicy::kForce;
    how.blob_garbage_collection_age_cutoff = 1.0;
    const rocksdb::Slice begin = slice(lower);
    const rocksdb::Slice end = slice(upper);
    for (const Family family : families) {
        if (status.ok()) {
            status = db_->CompactRange(how, handle(family), &begin, &end);
        }
    }
    return status.ok() ? Result<void>() : error_from_status(status, "writing anew in " + directory_);
}

Result<void> Database::check_writable() const {
    const std::lock_guard lock(mutex_);
    if (failure_) {
        return *failure_;
    }
    return {};
}

RocksFigures Database::figures() const {
    const auto sum = [this](const std::string& property) {
        std::uint64_t value = 0;
        ATELIER_CHECK(db_->GetAggregatedIntProperty(property, &value));
        return value;
    };
    // Of the database or its one cache, whichever family is asked.
    const auto whole = [this](const std::string& property) {
        std::uint64_t value = 0;
        ATELIER_CHECK(db_->GetIntProperty(handle(Family::Log), property, &value));
        return value;
    };
    using Name = rocksdb::DB::Properties;
    RocksFigures figures;
    figures.cache_bytes = whole(Name::kBlockCacheUsage);
    figures.cache_bytes_max = whole(Name::kBlockCacheCapacity);
    figures.memtable_bytes = sum(Name::kCurSizeAllMemTables);
    figures.table_bytes = sum(Name::kLiveSstFilesSize);
    figures.blob_bytes = sum(Name::kLiveBlobFileSize);
    figures.pending_compaction_bytes = sum(Name::kEstimatePendingCompactionBytes);
    figures.running_compactions = whole(Name::kNumRunningCompactions);
    return figures;
}

Result<std::optional<Bytes>> Database::get(Family family, BytesView key) {
    Bytes value;
    const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), handle(family), slice(key), &value);
    if (status.IsNotFound()) {
        return std::optional<Bytes>();
    }
    if (!status.ok()) {
        return error_from_status(status, "reading from " + directory_);
    }
    return std::optional<Bytes>(std::move(value));
}

std::unique_ptr<rocksdb::Iterator> Database::iterate(Family family, const Bounds& bounds) {
    rocksdb::ReadOptions how;
    how.total_order_seek = true;  // the prefix filters do not answer for backward seeks
    how.iterate_lower_bound = bounds.lower.empty() ? nullptr : &bounds.lower;
    how.iterate_upper_bound = bounds.upper.empty() ? nullptr : &bounds.upper;
    return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(how, handle(family)));
}

Result<void> Database::check(const rocksdb::Iterator& iterator) const {
    const rocksdb::Status status = iterator.status();
    if (!status.ok()) {
        return error_from_status(status, "reading from " + directory_);
    }
    return {};
}

}  // namespace atelier::storage
