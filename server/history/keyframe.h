// What a piece of a board's history begins with: a frame with the board as it was there, of which the state may be packed already.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "atelier/v1/wire.pb.h"
#include "server/base/bytes.h"

namespace atelier::history {

// A state as one zstd frame, which says how long it is.
struct PackedBoard {
    Bytes packed;
    std::size_t size = 0;  // unpacked
    std::uint64_t hash = 0;
};

// A Frame with a Welcome, in two parts.
struct Keyframe {
    Bytes head;            // all but the state
    Bytes state;           // behind it; one zstd frame where `is_packed`
    std::size_t size = 0;  // of the state, unpacked
    bool is_packed = false;
};

// The frame of a Welcome up to the bytes of its snapshot, so many, which go right behind. REQUIRES: it holds none itself.
Bytes welcome_head(const v1::Welcome& welcome, std::size_t snapshot_size);

}  // namespace atelier::history
