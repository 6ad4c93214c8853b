// SPDX-License-Identifier: MIT
#include "storage/rocks_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <memory>

#include "storage/keys.h"

namespace atelier::storage {
namespace {

constexpr std::uint64_t kWalBytesMax = 32 * 1024 * 1024;  // beyond, the oldest WAL is flushed away: bounds restart
constexpr std::uint64_t kBlobBytesMin = 4 * 1024;         // smaller snapshots stay in the table
constexpr std::uint64_t kOpeningBytesMin = 32 * 1024;     // smaller ones do, and blocks of a timeline always
constexpr std::size_t kSmallMemtableBytes = 1024 * 1024;  // families that are seldom written
constexpr std::uint64_t kTableBytes = 16 * 1024 * 1024;
constexpr std::size_t kBlockBytes = 32 * 1024;  // of ops: small ones share words, so larger packs better
constexpr int kPackingLevel = 6;  // of zstd: 2 % less than its usual 3; packed once in the background, kept for years
constexpr int kOpenFilesMax = 256;
constexpr std::size_t kDiagnosticLogBytes = 1024 * 1024;  // RocksDB's own LOG file
constexpr std::size_t kDiagnosticLogs = 3;

// What a key is asked for. Boards are read as ranges, actors and entries one at a time.
enum class Access : std::uint8_t { BoardRange, BoardPoint, Point };

rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache, Access access,
                                            std::size_t memtable_bytes) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = kBlockBytes;
    table.format_version = 5;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    table.optimize_filters_for_memory = true;
    table.whole_key_filtering = access != Access::BoardRange;
    // Index and filters count against the cache too, so that its size is the size.
    table.cache_index_and_filter_blocks = true;
    table.pin_l0_filter_and_index_blocks_in_cache = true;

    rocksdb::ColumnFamilyOptions family;
    family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    family.write_buffer_size = memtable_bytes;
    family.target_file_size_base = kTableBytes;
    family.level_compaction_dynamic_level_bytes = true;
    family.compression = rocksdb::kZSTD;
    family.compression_opts.level = kPackingLevel;
    if (access != Access::Point) {
        family.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kBoardKeyBytes));
        family.memtable_prefix_bloom_size_ratio = 0.02;
    }
    return family;
}

// With states in it, which are zstd already. In blob files they are not rewritten by each compaction; they are not cached either:
// one is read when a board is loaded or somebody looks back, and would push a thousand blocks out.
rocksdb::ColumnFamilyOptions state_options(const std::shared_ptr<rocksdb::Cache>& cache, std::size_t memtable_bytes,
                                           std::uint64_t blob_bytes_min) {
    rocksdb::ColumnFamilyOptions family = family_options(cache, Access::BoardRange, memtable_bytes);
    family.enable_blob_files = true;
    family.min_blob_size = blob_bytes_min;
    family.blob_file_size = kTableBytes;
    family.enable_blob_garbage_collection = true;
    return family;
}

rocksdb::ColumnFamilyOptions snapshot_options(const std::shared_ptr<rocksdb::Cache>& cache,
                                              std::size_t memtable_bytes) {
    rocksdb::ColumnFamilyOptions family = state_options(cache, memtable_bytes, kBlobBytesMin);
    family.compression = rocksdb::kNoCompression;
    return family;
}

// Makes the files of the write-ahead log as long as the room that is reserved for them, zeros behind what is written (F11): a
// commit then seldom changes the file's length or its blocks, and its sync has only the bytes to bring to the disk.
class LogsOfFullLength final : public rocksdb::FileSystemWrapper {
public:
    using rocksdb::FileSystemWrapper::FileSystemWrapper;

    const char* Name() const override { return "atelier.logs_of_full_length"; }

    rocksdb::FileOptions OptimizeForLogWrite(const rocksdb::FileOptions& options,
                                             const rocksdb::DBOptions& database) const override {
        rocksdb::FileOptions how = target()->OptimizeForLogWrite(options, database);
        how.fallocate_with_keep_size = false;
        return how;
    }
};

rocksdb::DBOptions process_options(const RocksOptions& options, rocksdb::Env* env,
                                   const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::DBOptions database;
    database.env = env;
    database.create_if_missing = true;
    database.create_missing_column_families = true;
    // A torn tail after a power cut was never acknowledged and is dropped; what is lost before it, the chain shows.
    database.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    database.max_total_wal_size = kWalBytesMax;
    // recycle_log_file_num, track_and_verify_wals_in_manifest, wal_compression, unordered_write: off, as in 7.8 each has
    // known ways to lose or refuse a WAL after a crash.
    database.recycle_log_file_num = 0;
    database.track_and_verify_wals_in_manifest = false;
    database.wal_compression = rocksdb::kNoCompression;
    database.unordered_write = false;
    // After a failed write we stop (F15); RocksDB must not repair itself and take the next one as if nothing was.
    database.max_bgerror_resume_count = 0;
    // Memtables of all families together, charged to the cache: one number bounds both.
    database.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(2 * options.memtable_bytes, cache);
    database.max_background_jobs = 2;
    database.max_open_files = kOpenFilesMax;
    database.bytes_per_sync =
        kTableBytes / 16;  // tables reach the disk in pieces: a commit never waits behind a whole one
    database.info_log_level = rocksdb::WARN_LEVEL;
    database.max_log_file_size = kDiagnosticLogBytes;
    database.keep_log_file_num = kDiagnosticLogs;
    database.stats_dump_period_sec = 0;
    database.stats_persist_period_sec = 0;
    return database;
}

}  // namespace

DatabaseOptions database_options(const RocksOptions& options) {
    const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.cache_bytes);
    const std::size_t large = options.memtable_bytes;
    const std::size_t small = std::min(kSmallMemtableBytes, options.memtable_bytes);
    rocksdb::Env* const below = options.env != nullptr ? options.env : rocksdb::Env::Default();
    DatabaseOptions all;
    all.env = rocksdb::NewCompositeEnv(std::make_shared<LogsOfFullLength>(below->GetFileSystem()));
    all.database = process_options(options, all.env.get(), cache);
    all.families = {
        {rocksdb::kDefaultColumnFamilyName, family_options(cache, Access::Point, small)},
        {"log", family_options(cache, Access::BoardRange, large)},
        {"snapshot", snapshot_options(cache, large)},
        {"timeline", state_options(cache, large, kOpeningBytesMin)},
        {"actors", family_options(cache, Access::BoardPoint, small)},
        {"catalogue", family_options(cache, Access::Point, small)},
    };
    return all;
}

}  // namespace atelier::storage
