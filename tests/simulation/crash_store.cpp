// SPDX-License-Identifier: MIT
#include "tests/simulation/crash_store.h"

#include <string>
#include <utility>

#include "server/base/check.h"

namespace atelier::simulation {

void CrashStore::crash(SeededRandom& chance) {
    writes_.resize(synced_ + chance.below(writes_.size() - synced_ + 1));
    replay();
}

void CrashStore::put_back(Backup backup) {
    writes_ = std::move(backup);
    replay();
}

void CrashStore::replay() {
    synced_ = writes_.size();  // what is read back is on disk
    is_broken_ = false;
    live_ = std::make_unique<storage::MemoryStore>();
    for (const Write& write : writes_) {
        write(*live_);
    }
}

Result<void> CrashStore::may_write() const {
    return is_broken_ ? Result<void>(Error(ErrorCode::DiskFull, "the simulated disk is full")) : Result<void>();
}

Result<void> CrashStore::append(const std::vector<storage::Append>& batch) {
    ATELIER_TRY(may_write());
    ATELIER_TRY(live_->append(batch));
    writes_.emplace_back([batch](storage::MemoryStore& into) { ATELIER_CHECK(into.append(batch).has_value()); });
    synced_ = writes_.size();
    return {};
}

Result<void> CrashStore::put_snapshot(const BoardId& board, const storage::Snapshot& snapshot) {
    ATELIER_TRY(may_write());
    ATELIER_TRY(live_->put_snapshot(board, snapshot));
    writes_.emplace_back([board, snapshot](storage::MemoryStore& into) {
        ATELIER_CHECK(into.put_snapshot(board, snapshot).has_value());
    });
    return {};
}

Result<void> CrashStore::erase_actor(const BoardId& board, ActorId actor) {
    ATELIER_TRY(may_write());
    ATELIER_TRY(live_->erase_actor(board, actor));
    writes_.emplace_back(
        [board, actor](storage::MemoryStore& into) { ATELIER_CHECK(into.erase_actor(board, actor).has_value()); });
    synced_ = writes_.size();
    return {};
}

Result<void> CrashStore::change_entries(const EntryChanges& changes) {
    ATELIER_TRY(may_write());
    ATELIER_TRY(live_->change_entries(changes));
    writes_.emplace_back(
        [changes](storage::MemoryStore& into) { ATELIER_CHECK(into.change_entries(changes).has_value()); });
    synced_ = writes_.size();
    return {};
}

}  // namespace atelier::simulation
