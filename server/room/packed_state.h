// A state packed once for all who join where it stands: in a Welcome it stands behind what only this member is told,
// and both together are one gzip stream (rule W30).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/base/bytes.h"

namespace atelier::room {

// Raw DEFLATE (RFC 1951), and what a gzip trailer says of the bytes that it unpacks to.
struct PackedState {
    Bytes deflated;
    std::uint32_t crc = 0;
    std::uint64_t size = 0;
};

// About 10 ms for half a megabyte.
PackedState pack_state(BytesView state);

// One gzip stream (RFC 1952) that unpacks to `head` and, right behind it, the state. The head is stored as it is.
Bytes gzip_behind(BytesView head, const PackedState& state);

}  // namespace atelier::room
