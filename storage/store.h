// What is kept, as an interface: bytes under keys, never cards. Two implementations with one contract suite
// (tests/unit/storage/store_contract_test.cpp): RocksStore on disk, MemoryStore for most tests.
// Keys, record layout and the hash chain: storage/FORMAT.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"

namespace atelier::storage {

// What stands for a log up to a record and all before it (FORMAT.md F7): BLAKE2b-128.
using Chain = std::array<unsigned char, 16>;

// Who an actor was given to, apart from the log so that it can be deleted alone.
struct ActorRecord {
    ActorId actor;
    Bytes value;  // opaque
};

// One batch of ops to append to one board's log.
struct Append {
    BoardId board;
    OpSeq first;                 // position of its first op: the board's head + 1
    std::uint32_t op_count = 0;  // at least 1
    std::int64_t server_time_ms = 0;
    Bytes batch;  // opaque
    // Those who sign here for the first time: on disk with their ops or not at all.
    std::vector<ActorRecord> newcomers = {};
};

// The same, read back.
struct Record {
    OpSeq first;
    std::uint32_t op_count = 0;
    std::int64_t server_time_ms = 0;
    Bytes batch;
    Chain chain{};  // up to and with this record

    OpSeq last() const noexcept { return {first.value + op_count - 1}; }
};

struct Snapshot {
    OpSeq position;          // ops that it contains
    Bytes state;             // opaque; compressed on disk
    std::uint64_t hash = 0;  // opaque to storage: the board's state hash
    Bytes devices = {};      // opaque
};

// A stretch of a board's history in figures; derived from the log.
struct TimelineBlock {
    OpSeq after;  // it begins behind this position
    Bytes value;  // opaque
};

// Where a board's log ends.
struct Head {
    OpSeq position;  // 0 = empty
    Bytes chain;     // of the last record; empty when the log is
};

// Thread-safe, except that appends come from one thread at a time (CommitQueue).
// Errors: Corrupt (that board is quarantined from then on: every later call for it fails with Unavailable until
// restart; other boards are served), DiskFull, Io, Locked. After a failed write, of whatever kind, every later write
// gets that same error. Nothing throws.
class Store {
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    // --- log ---
    // Appends all, atomically and durably (fdatasync before return), in order; several may be for one board.
    // On failure nothing of it is acknowledged:
    //  - DiskFull, Io: the write or its sync failed. No later append may be tried (never retry a failed sync).
    //  - any other code: refused before a byte was written, because of one board (Unavailable or Corrupt: quarantined;
    //    OutOfOrder: `first` does not follow its head). The appends of the other boards may be tried again.
    virtual Result<void> append(const std::vector<Append>& batch) = 0;
    // Nothing more waits: notes, without a sync of its own, where the boards appended last end. Each append notes it for
    // the one before; this does for the last, so that a log that lost its end later is seen (F16). The thread that
    // appends. Fails as a write does.
    virtual Result<void> note_heads() = 0;
    // Verifies the hash chain from the newest snapshot (or the start) to the end, and says where the log ends.
    virtual Result<Head> verify_board(const BoardId& board) = 0;
    // Records after position `after` in order, stopping at the first that would pass either bound (at least one is
    // returned when there is any). `after` inside a record returns that record too. Each record's chain is checked.
    struct ReadBounds {
        std::uint64_t ops_max = UINT64_MAX;
        std::size_t bytes_max = SIZE_MAX;
    };
    virtual Result<std::vector<Record>> read_log(const BoardId& board, OpSeq after, ReadBounds bounds) = 0;

    // --- forgetting ---
    // What becomes of a record's batch; nothing: it stays.
    using NewBatch = std::function<Result<std::optional<Bytes>>(const Record& record)>;
    struct Rewritten {
        OpSeq first;                   // position of the first record that was changed; 0 = none was
        std::vector<OpSeq> snapshots;  // that went, because they stood at or behind it
        Bytes devices;                 // of the newest of them
    };
    // Gives records of a board's log other batches, all of them in one durable write. Positions, counts and times stay; the
    // chain is another one from the first changed record on (F18). With it go the snapshots that stand there or later, and the
    // board's timeline with its openings. In memory meanwhile: what of the log is behind the first change. Fails as read_log() and append() do,
    // and with what `change` fails with; then nothing is changed. REQUIRES: nobody writes to that board meanwhile.
    virtual Result<Rewritten> rewrite_log(const BoardId& board, const NewBatch& change) = 0;
    // On return no file of the store has what was overwritten or deleted of that board before, the write-ahead log included.
    // Takes as long as writing the board's part anew. Fails with Io or DiskFull; then it can be tried again.
    virtual Result<void> scrub(const BoardId& board) = 0;

    // --- snapshots ---
    // Fails with OutOfOrder unless `position` is the last of a record in the log. On disk at the latest with the next
    // append: a snapshot is derived, losing the newest costs time only. The one before it goes with the same write unless it
    // is far enough from its own predecessor (F17).
    virtual Result<void> put_snapshot(const BoardId& board, const Snapshot& snapshot) = 0;
    // The newest one at or before `at_most`.
    virtual Result<std::optional<Snapshot>> find_snapshot(const BoardId& board, OpSeq at_most) = 0;
    // The same for looking back: one that is damaged is passed over and quarantines nothing, for the log has everything.
    virtual Result<std::optional<Snapshot>> find_keyframe(const BoardId& board, OpSeq at_most) = 0;

    // --- timeline: derived as snapshots are, and as durable ---
    virtual Result<void> put_timeline(const BoardId& board, const TimelineBlock& block) = 0;
    // All blocks of a board in order.
    virtual Result<std::vector<TimelineBlock>> list_timeline(const BoardId& board) = 0;

    // The board as what begins at `position` shows it, opaque; derived, as durable as the timeline, and gone with it.
    virtual Result<void> put_opening(const BoardId& board, OpSeq position, BytesView value) = 0;
    virtual Result<std::optional<Bytes>> find_opening(const BoardId& board, OpSeq position) = 0;

    // --- actors, as they came with their first ops (Append::newcomers) ---
    virtual Result<std::optional<Bytes>> get_actor(const BoardId& board, ActorId actor) = 0;
    // On return it is gone from disk reads for good (synced). Erasing an absent one succeeds.
    virtual Result<void> erase_actor(const BoardId& board, ActorId actor) = 0;

    // --- catalogue: programmes, ateliers, boards, keys; small values under readable keys such as "board/<slug>" ---
    struct Entry {
        std::string key;
        Bytes value;
    };
    struct EntryChanges {
        std::vector<Entry> put;
        std::vector<std::string> erased;  // keys; one that is not there is no mistake
    };
    // All of them or none. On return they are on disk, by one sync, and what was erased is gone from disk reads for good.
    virtual Result<void> change_entries(const EntryChanges& changes) = 0;
    Result<void> put_entry(std::string_view key, BytesView value) {
        return change_entries({{{std::string(key), Bytes(value)}}, {}});
    }
    Result<void> erase_entry(std::string_view key) { return change_entries({{}, {std::string(key)}}); }
    virtual Result<std::optional<Bytes>> get_entry(std::string_view key) = 0;
    // All entries whose key starts with `prefix`, in key order.
    virtual Result<std::vector<Entry>> list_entries(std::string_view prefix) = 0;
};

}  // namespace atelier::storage
