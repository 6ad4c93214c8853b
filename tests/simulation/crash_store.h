// MemoryStore with a disk under it that can lose power: what was written and not synced may be gone, the newest first.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "server/base/random.h"
#include "storage/memory_store.h"

namespace atelier::simulation {

// Same contract as its base (store.h): append() and what returns "on disk" is synced, a snapshot is with the next of
// those. Not thread-safe, unlike other stores: the simulation has one thread.
class CrashStore final : public storage::Store {
public:
    // Power goes. Synced writes stay; of the others a prefix, as long as chance will have it.
    void crash(SeededRandom& chance);
    // What a backup made now would hold: everything synced. put_back() makes the store that again.
    using Backup = std::vector<std::function<void(storage::MemoryStore&)>>;
    Backup back_up() const { return {writes_.begin(), writes_.begin() + static_cast<std::ptrdiff_t>(synced_)}; }
    void put_back(Backup backup);
    // Until the next crash() every write fails, as on a full disk.
    void break_disk() noexcept { is_broken_ = true; }

    Result<void> append(const std::vector<storage::Append>& batch) override;
    Result<void> note_heads() override { return {}; }
    Result<storage::Head> verify_board(const BoardId& board) override { return live_->verify_board(board); }
    Result<std::vector<storage::Record>> read_log(const BoardId& board, OpSeq after, ReadBounds bounds) override {
        return live_->read_log(board, after, bounds);
    }
    Result<Rewritten> rewrite_log(const BoardId& board, const NewBatch& change) override {
        return live_->rewrite_log(board, change);  // nothing here forgets
    }
    Result<void> scrub(const BoardId&) override { return {}; }
    Result<void> put_snapshot(const BoardId& board, const storage::Snapshot& snapshot) override;
    Result<std::optional<storage::Snapshot>> find_snapshot(const BoardId& board, OpSeq at_most) override {
        return live_->find_snapshot(board, at_most);
    }
    Result<std::optional<storage::Snapshot>> find_keyframe(const BoardId& board, OpSeq at_most) override {
        return live_->find_keyframe(board, at_most);
    }
    Result<void> put_timeline(const BoardId& board, const storage::TimelineBlock& block) override {
        return live_->put_timeline(board, block);  // derived, and derived again when it is lost
    }
    Result<std::vector<storage::TimelineBlock>> list_timeline(const BoardId& board) override {
        return live_->list_timeline(board);
    }
    Result<void> put_opening(const BoardId& board, OpSeq position, BytesView value) override {
        return live_->put_opening(board, position, value);
    }
    Result<std::optional<Bytes>> find_opening(const BoardId& board, OpSeq position) override {
        return live_->find_opening(board, position);
    }
    Result<std::optional<Bytes>> get_actor(const BoardId& board, ActorId actor) override {
        return live_->get_actor(board, actor);
    }
    Result<void> erase_actor(const BoardId& board, ActorId actor) override;
    Result<void> change_entries(const EntryChanges& changes) override;
    Result<std::optional<Bytes>> get_entry(std::string_view key) override { return live_->get_entry(key); }
    Result<std::vector<Entry>> list_entries(std::string_view prefix) override { return live_->list_entries(prefix); }

private:
    using Write = std::function<void(storage::MemoryStore&)>;

    Result<void> may_write() const;
    void replay();

    std::unique_ptr<storage::MemoryStore> live_ = std::make_unique<storage::MemoryStore>();
    std::vector<Write> writes_;  // all that live_ holds, in order
    std::size_t synced_ = 0;     // of them
    bool is_broken_ = false;
};

}  // namespace atelier::simulation
