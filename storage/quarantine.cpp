// SPDX-License-Identifier: MIT
#include "storage/quarantine.h"

namespace atelier::storage {

Result<void> Quarantine::check(const BoardId& board) const {
    const std::lock_guard lock(mutex_);
    const auto found = reasons_.find(board);
    if (found == reasons_.end()) {
        return {};
    }
    return Error(ErrorCode::Unavailable, "board " + board.text() + " is quarantined: " + found->second);
}

void Quarantine::observe(const BoardId& board, const Error& error) {
    if (error.code != ErrorCode::Corrupt) {
        return;
    }
    const std::lock_guard lock(mutex_);
    reasons_.try_emplace(board, error.detail);
}

}  // namespace atelier::storage
