// Where the boards in use end, so that an append reads nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "server/base/ids.h"
#include "storage/chain.h"

namespace atelier::storage {

// Thread-safe. Bounded: the board unused for longest is forgotten, and read again when it comes back.
class HeadCache {
public:
    explicit HeadCache(std::size_t boards_max) : boards_max_(boards_max) {}

    std::optional<Link> find(const BoardId& board);

    // Heads only move forward: a link behind the known one (a reader that was overtaken by an append) is ignored.
    void advance(const BoardId& board, const Link& head);

    // The log was written anew up to where it ends: forgets what was known.
    void forget(const BoardId& board);

private:
    using Entry = std::pair<BoardId, Link>;

    const std::size_t boards_max_;
    std::mutex mutex_;
    std::list<Entry> by_use_;  // latest first
    std::unordered_map<BoardId, std::list<Entry>::iterator> by_board_;
};

}  // namespace atelier::storage
