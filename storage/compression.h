// zstd for states, and for what is sent of the past: one frame that knows its size, so that reading allocates once and within a bound.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "server/base/bytes.h"
#include "server/base/result.h"

namespace atelier::storage {

// State of one board, uncompressed. Four times the largest frame we would send; beyond, the bytes are not ours.
inline constexpr std::size_t kSnapshotStateBytesMax = 256UL * 1024 * 1024;

// Small takes twenty times as long: for what is packed once and fetched by many, over bad lines.
enum class Packing : std::uint8_t { Quick, Small };

// Fails with TooLarge above kSnapshotStateBytesMax. Lets other threads go first between blocks.
Result<Bytes> compress(BytesView plain, Packing packing = Packing::Quick);

// Fails with Corrupt when `packed` is not what compress() makes.
Result<Bytes> decompress(BytesView packed);

}  // namespace atelier::storage
