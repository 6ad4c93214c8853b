// The store without a disk, for tests: same contract and same hash chain as RocksStore, gone with the object.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "storage/chain.h"
#include "storage/store.h"

namespace atelier::storage {

// Thread-safe. Nothing in it can rot, so no board is ever quarantined; nothing fails but misuse (OutOfOrder, TooLarge).
class MemoryStore final : public Store {
public:
    Result<void> append(const std::vector<Append>& batch) override;
    Result<void> note_heads() override { return {}; }  // memory does not lose its end
    Result<Head> verify_board(const BoardId& board) override;
    Result<std::vector<Record>> read_log(const BoardId& board, OpSeq after, ReadBounds bounds) override;
    Result<Rewritten> rewrite_log(const BoardId& board, const NewBatch& change) override;
    Result<void> scrub(const BoardId&) override { return {}; }  // memory keeps nothing that was overwritten
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
    struct Board {
        Link head;
        std::map<OpSeq, Record> records;  // by last position
        std::map<OpSeq, Snapshot> snapshots;
        std::map<OpSeq, Bytes> timeline;
        std::map<OpSeq, Bytes> openings;
        std::map<ActorId, Bytes> actors;
    };

    // The board, made when absent. REQUIRES: mutex_ held.
    Board& board(const BoardId& id);

    std::mutex mutex_;
    std::map<BoardId, Board> boards_;
    std::map<std::string, Bytes, std::less<>> entries_;
};

}  // namespace atelier::storage
