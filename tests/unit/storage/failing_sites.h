// The story that failing_sites_writer tells and failing_sites_test checks: two boards, enough for flushes and new logs.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tests/unit/storage/sample.h"

namespace atelier::storage::failing_sites {

inline constexpr std::uint64_t kAppends = 32;  // a board
inline constexpr std::size_t kMemtableBytes = 64 << 10;
inline constexpr std::array<std::uint8_t, 2> kBoards = {1, 2};

inline Append append_at(std::uint8_t board, std::uint64_t position) {
    constexpr std::size_t kBatchBytes = 5000;
    return sample::append_by({{position}, "somebody"}, sample::board(board), position, kBatchBytes);
}

}  // namespace atelier::storage::failing_sites
