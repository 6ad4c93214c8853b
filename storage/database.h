// An open RocksDB with our families: the thin layer that turns statuses into Results and remembers a failed write.
// SPDX-License-Identifier: MIT
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "storage/rocks_options.h"
#include "storage/wal_scan.h"

namespace atelier::storage {

enum class Durability : std::uint8_t {
    WithNextSync,  // in the WAL, in order: on disk once anything later is
    Synced,        // on disk on return
};

// Thread-safe.
class Database {
public:
    // Opens, or makes, the database in an existing directory; a write-ahead log that is damaged in the middle gives up what
    // is whole behind the damage as well (F16). Fails with Config when it is of another format.
    static Result<std::unique_ptr<Database>> open(const std::string& directory, const RocksOptions& options);

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    // Where the write-ahead log was damaged when it was opened, in words; empty when it was not.
    const std::string& log_damage() const noexcept { return log_damage_; }

    // All or nothing. The first failure (DiskFull or Io, nothing else) is final: every later write gets it (F15).
    Result<void> write(rocksdb::WriteBatch& batch, Durability durability);

    // Writes anew what the tables have of [lower, upper) in these families, and makes the write-ahead log begin anew, so that
    // nothing stays in a file that was overwritten or deleted there. Blocking, for as long as that takes.
    Result<void> scrub(const std::vector<Family>& families, BytesView lower, BytesView upper);

    // The error that ended writing, if one did.
    Result<void> check_writable() const;

    RocksFigures figures() const;

    Result<std::optional<Bytes>> get(Family family, BytesView key);

    // Over a consistent view, in total order. `bounds` outlives the iterator: [lower, upper), either may be empty.
    struct Bounds {
        rocksdb::Slice lower;
        rocksdb::Slice upper;
    };
    std::unique_ptr<rocksdb::Iterator> iterate(Family family, const Bounds& bounds);

    // For WriteBatch.
    rocksdb::ColumnFamilyHandle* handle(Family family) const { return handles_[static_cast<std::size_t>(family)]; }

    // Converts an iterator's end: nothing, or the error that stopped it.
    Result<void> check(const rocksdb::Iterator& iterator) const;

private:
    explicit Database(std::string directory) : directory_(std::move(directory)) {}

    Result<void> check_format();
    Result<void> write_again(const WalScan& scan);

    const std::string directory_;
    std::string log_damage_;
    std::shared_ptr<rocksdb::Env> env_;
    std::unique_ptr<rocksdb::DB> db_;
    std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // owned by db_, given back before it closes
    mutable std::mutex mutex_;
    std::optional<Error> failure_;
};

}  // namespace atelier::storage
