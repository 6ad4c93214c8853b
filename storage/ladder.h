// Which snapshots stay when newer ones are there (FORMAT.md F17): a ladder through the history, so that any past instant is
// one of them and a bounded stretch of log, in about as much room as the log itself takes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "server/base/ids.h"

namespace atelier::storage {

// An op is some 50 bytes of log on disk, a state packs to half.
inline constexpr std::uint64_t kStateBytesPerOp = 100;

// Whether a snapshot at `position` stays, the one below it being at `below` (0 = none), when a newer one comes whose state
// has so many bytes before compression.
constexpr bool is_rung(OpSeq below, OpSeq position, std::size_t state_bytes) noexcept {
    return (position.value - below.value) >= state_bytes / kStateBytesPerOp;
}

}  // namespace atelier::storage
