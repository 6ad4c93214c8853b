// Counts what operator new hands out. A program that links this counts everywhere; it is not for programs that time.
// Bytes are what malloc set aside (malloc_usable_size) and its header of eight bytes, not what was asked for.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace atelier::testing {

struct Allocations {
    std::size_t made = 0;        // calls of operator new since the start
    std::size_t live_bytes = 0;  // handed out and not given back
};

// Not thread-safe.
Allocations allocations() noexcept;

}  // namespace atelier::testing
