// What was taken from a board's past, remembered: reading it takes the whole board as it is now, and everybody who looks back asks
// for it with each piece.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/history/silence.h"
#include "storage/store.h"

namespace atelier::history {

// Of all boards of one store. One thread's: each that looks back has its own. Holds kBoardsMax at most.
class SilenceMemo {
public:
    // As the board's log ends, like Silence::read(), of which this is a copy that is checked: only the records since are read
    // where nothing was ever taken, which is nearly always so. `history`: the board's. Blocking. Fails as Silence::read().
    Result<std::shared_ptr<const Silence>> of(storage::Store& store, const BoardId& board, std::uint64_t history);

private:
    static constexpr std::size_t kBoardsMax = 1024;

    struct Found {
        std::uint64_t history = 0;
        OpSeq head;
        std::shared_ptr<const Silence> silence;
    };

    Found find(const BoardId& board) const;
    void keep(const BoardId& board, const Found& found);

    std::unordered_map<BoardId, Found> found_;
};

}  // namespace atelier::history
