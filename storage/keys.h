// Keys on disk (FORMAT.md F1, F2): big-endian, so that byte order is numeric order and a board is one range.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/base/bytes.h"
#include "server/base/ids.h"

namespace atelier::storage {

inline constexpr std::size_t kBoardKeyBytes = 16;  // the prefix every per-board key starts with
inline constexpr std::size_t kNumberedKeyBytes = kBoardKeyBytes + 8;

// board16|number8. The number is a position (log, snapshot) or an actor.
std::string numbered_key(const BoardId& board, std::uint64_t number);

// Numbers of openings in `timeline` are positions behind this one, which no block has: no log is as long.
inline constexpr std::uint64_t kFirstOpening = std::uint64_t{1} << 63;

// "head/" and the board's 16 bytes: where its log ended at the latest append that a later one followed (F16).
std::string head_key(const BoardId& board);

// The number of a numbered key; nullopt when it has another length.
std::optional<std::uint64_t> number_of_key(BytesView key);

// The smallest key greater than every key that starts with `prefix`; nullopt when there is none.
std::optional<std::string> end_of_prefix(BytesView prefix);

// Appends 8 bytes, most significant first.
void append_big_endian(std::string& out, std::uint64_t value);

// The number that 8 such bytes are; nullopt when there are more or fewer.
std::optional<std::uint64_t> read_big_endian(BytesView bytes);

}  // namespace atelier::storage
