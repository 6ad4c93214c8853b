// SPDX-License-Identifier: MIT
#include "server/board/hash.h"

#define XXH_INLINE_ALL
#define XXH_NO_STREAM
#define XXH_NO_XXH3
#if defined(__clang__) || defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#include <xxhash.h>
#if defined(__clang__) || defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace atelier::board {

std::uint64_t hash_bytes(std::string_view bytes) noexcept {
    return XXH64(bytes.data(), bytes.size(), 0);
}

}  // namespace atelier::board
