// What crash_writer writes, so that the test that kills it knows what must be found.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "storage/rocks_store.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage::crash_script {

inline constexpr std::uint8_t kBoards = 4;
inline constexpr std::uint64_t kSnapshotEveryRecords = 16;

// Memtables so small that flushes and new write-ahead logs happen between any two kills.
inline RocksOptions options() {
    return {.cache_bytes = 8 << 20, .memtable_bytes = 128 << 10};
}

// The record of `board` that starts at `first`.
inline Append append_at(std::uint8_t board, std::uint64_t first) {
    const auto op_count = static_cast<std::uint32_t>(1 + first % 3);
    return sample::append(sample::board(board), first, op_count, 50 + first * 37 % 3000);
}

inline Snapshot snapshot_at(std::uint64_t position) {
    return {{position}, sample::noise(position, 5000), position};
}

}  // namespace atelier::storage::crash_script
