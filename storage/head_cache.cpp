// SPDX-License-Identifier: MIT
#include "storage/head_cache.h"

namespace atelier::storage {

std::optional<Link> HeadCache::find(const BoardId& board) {
    const std::lock_guard lock(mutex_);
    const auto found = by_board_.find(board);
    if (found == by_board_.end()) {
        return std::nullopt;
    }
    by_use_.splice(by_use_.begin(), by_use_, found->second);
    return found->second->second;
}

void HeadCache::advance(const BoardId& board, const Link& head) {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_board_.find(board); found != by_board_.end()) {
        by_use_.splice(by_use_.begin(), by_use_, found->second);
        if (found->second->second.position < head.position) {
            found->second->second = head;
        }
        return;
    }
    by_use_.emplace_front(board, head);
    by_board_.emplace(board, by_use_.begin());
    if (by_use_.size() > boards_max_) {
        by_board_.erase(by_use_.back().first);
        by_use_.pop_back();
    }
}

void HeadCache::forget(const BoardId& board) {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_board_.find(board); found != by_board_.end()) {
        by_use_.erase(found->second);
        by_board_.erase(found);
    }
}

}  // namespace atelier::storage
