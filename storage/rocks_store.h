// The store on disk: RocksDB in one directory. Layout, chain and failures: FORMAT.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "storage/store.h"

namespace rocksdb {
class Env;
}

namespace atelier::storage {

struct RocksOptions {
    std::size_t cache_bytes =
        256UL * 1024 * 1024;  // blocks, index, filters and memtables together; 64 MB is enough to run
    std::size_t memtable_bytes = 8UL * 1024 * 1024;  // written before a table is flushed; twice this at most in memory
    rocksdb::Env* env = nullptr;                     // tests: a disk that fails; outlives the store
};

// What RocksDB says of itself, for whoever watches; bytes unless named otherwise.
struct RocksFigures {
    std::uint64_t cache_bytes = 0;               // in the one cache: blocks, indexes, filters, memtables
    std::uint64_t cache_bytes_max = 0;           // what it may hold
    std::uint64_t memtable_bytes = 0;            // written, not yet in a table
    std::uint64_t table_bytes = 0;               // of the tables in use, on disk
    std::uint64_t blob_bytes = 0;                // of the blob files in use (snapshots), on disk
    std::uint64_t pending_compaction_bytes = 0;  // to be rewritten: an estimate
    std::uint64_t running_compactions = 0;       // a count
};

// Thread-safe as Store says. Owned by the application, outlives every room and the commit queue.
class RocksStore final : public Store {
public:
    using Options = RocksOptions;

    // Opens, or makes, the store in `directory`. Fails with Locked (in use, here or in another process), Corrupt (RocksDB
    // cannot put its own files together), Config (made by a newer version), DiskFull, Io.
    static Result<std::unique_ptr<RocksStore>> open(const std::filesystem::path& directory,
                                                    const Options& options = {});

    ~RocksStore() override;

    // What was found wrong, and put right as far as it could be, when it was opened: a sentence for the operator. Empty
    // when nothing was.
    const std::string& opening_damage() const noexcept;

    // Microseconds to a millisecond or so, under RocksDB's own lock: not for a thread that serves people.
    RocksFigures figures() const;

    Result<void> append(const std::vector<Append>& batch) override;
    Result<void> note_heads() override;
    Result<Head> verify_board(const BoardId& board) override;
    Result<std::vector<Record>> read_log(const BoardId& board, OpSeq after, ReadBounds bounds) override;
    Result<Rewritten> rewrite_log(const BoardId& board, const NewBatch& change) override;
    Result<void> scrub(const BoardId& board) override;
    Result<void> put_snapshot(const BoardId& board, const Snapshot& snapshot) override;
    Result<std::optional<Snapshot>> find_snapshot(const BoardId& board, OpSeq at_most) override;
    Result<std::optional<Snapshot>> find_keyframe(const BoardId& board, OpSeq at_most) override;
    Result<void> put_timeline(const BoardId& board, const TimelineBlock& block) override;
    Result<std::vector<TimelineBlock>> list_timeline(const BoardId& board) override;
    Result<void> put_opening(const BoardId& board, OpSeq position, BytesView value) override;
    Result<std::optional<Bytes>> find_opening(const BoardId& board, OpSeq position) override;
    Result<std::optional<Bytes>> get_actor(const BoardId& board, ActorId actor) override;
    Result<void> erase_actor(const BoardId& board, ActorId actor) override;
    Result<void> change_entries(const EntryChanges& changes) override;
    Result<std::optional<Bytes>> get_entry(std::string_view key) override;
    Result<std::vector<Entry>> list_entries(std::string_view prefix) override;

private:
    struct Parts;  // keeps RocksDB's headers out of everybody else's compilation
    explicit RocksStore(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace atelier::storage
