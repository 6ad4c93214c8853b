// A disk that fails on demand: full, refusing to sync, or losing power. RocksDB's own test environment is not packaged.
// SPDX-License-Identifier: MIT
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/base/random.h"

namespace atelier::storage {

// Wraps the real file system. What was written but not synced is really in the files, and is taken out of them by
// lose_unsynced(): file contents behind the last sync (a random part of them may stay, as on a real disk), files whose
// directory was not synced since they were made, and renames likewise. Deletions are taken as durable at once, which is
// the harsher choice. Thread-safe.
class FaultFileSystem final : public rocksdb::FileSystemWrapper {
public:
    explicit FaultFileSystem(std::uint64_t seed = 1);
    ~FaultFileSystem() override;

    // Appends to files whose name ends with `suffix` fail as on a full disk.
    void fill_disk(const std::string& suffix);
    // Syncs of such files fail.
    void fail_syncs(const std::string& suffix);
    // Syncs say that they succeeded, and do nothing: the canary of the power-cut tests.
    void ignore_syncs();
    // Syncs are counted and may fail, but the real disk is not asked: for tests that fail operations, not power.
    void spare_the_disk();
    // The `operation`-th append, sync, rename or new file from now (the first is 1) fails, that one alone.
    enum class Failure : std::uint8_t { NoSpace, Broken };
    void fail_operation(std::uint64_t operation, Failure failure);
    // The disk works again.
    void repair();
    // Appends, syncs, renames and new files since the start.
    std::uint64_t operations() const;

    // Power goes off in the middle of the `operations`-th append, sync or rename from now: it and all later ones fail.
    void cut_power_after(std::uint64_t operations);
    bool is_power_off() const;
    // REQUIRES: nothing has a file open for writing. Then power is on again.
    void lose_unsynced();

    struct Counts {
        std::uint64_t appends = 0;
        std::uint64_t syncs = 0;
    };
    // Of write-ahead logs, since the start.
    Counts wal_counts() const;

    // --- rocksdb::FileSystem ---
    const char* Name() const override { return "FaultFileSystem"; }
    rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                         std::unique_ptr<rocksdb::FSWritableFile>* file,
                                         rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus ReuseWritableFile(const std::string& name, const std::string& old_name,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSWritableFile>* file,
                                        rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus NewDirectory(const std::string& name, const rocksdb::IOOptions& options,
                                   std::unique_ptr<rocksdb::FSDirectory>* directory,
                                   rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                                 rocksdb::IODebugContext* debug) override;
    rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions& options,
                                 rocksdb::IODebugContext* debug) override;

private:
    class File;
    class Directory;

    struct FileState {
        std::uint64_t written = 0;
        std::uint64_t synced = 0;
        bool is_entry_synced = false;
    };
    struct Rename {
        std::string to;
        std::optional<std::string> before;  // what was there
    };

    // Each says whether the operation may go on, and counts it.
    rocksdb::IOStatus before_append(const std::string& name);
    rocksdb::IOStatus before_sync(const std::string& name);
    rocksdb::IOStatus before_new_file();
    rocksdb::IOStatus step();  // REQUIRES: mutex_ held
    rocksdb::IOStatus fail_once();
    void on_appended(const std::string& name, std::uint64_t bytes);
    std::uint64_t written(const std::string& name);
    void on_synced(const std::string& name, std::uint64_t up_to);
    void on_directory_synced(const std::string& directory);
    void on_truncated(const std::string& name, std::uint64_t size);

    mutable std::mutex mutex_;
    SeededRandom random_;
    std::optional<std::string> full_suffix_;
    std::optional<std::string> sync_failure_suffix_;
    bool is_ignoring_syncs_ = false;
    std::atomic<bool> is_sparing_ = false;
    std::uint64_t operations_ = 0;
    std::optional<std::uint64_t> failing_operation_;
    Failure failure_ = Failure::Broken;
    std::optional<std::uint64_t> operations_left_;
    bool is_power_off_ = false;
    Counts wal_counts_;
    std::map<std::string, FileState> files_;
    std::vector<Rename> renames_;  // not yet synced, oldest first
};

// An environment on that disk, for RocksOptions. RocksDB's naps of a second after a background error are cut short.
std::unique_ptr<rocksdb::Env> env_on(const std::shared_ptr<FaultFileSystem>& disk);

}  // namespace atelier::storage
