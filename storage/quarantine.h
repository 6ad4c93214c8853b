// Boards that failed to read: refused until restart, so that damage is never served, nor written on (FORMAT.md F12).
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "server/base/ids.h"
#include "server/base/result.h"

namespace atelier::storage {

// Thread-safe.
class Quarantine {
public:
    // Fails with Unavailable, and the reason, when the board is in.
    Result<void> check(const BoardId& board) const;

    // Puts the board in when `error` is Corrupt. The first reason stays.
    void observe(const BoardId& board, const Error& error);

private:
    mutable std::mutex mutex_;
    std::unordered_map<BoardId, std::string> reasons_;
};

}  // namespace atelier::storage
