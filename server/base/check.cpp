// SPDX-License-Identifier: MIT
#include "server/base/check.h"

#ifdef __wasm__
namespace atelier {
void check_failed(const char*, int, const char*) noexcept {
    __builtin_trap();
}
}  // namespace atelier
#else
#include <cstdio>
#include <cstdlib>

namespace atelier {
void check_failed(const char* file, int line, const char* expression) noexcept {
    std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, expression);
    std::abort();
}
}  // namespace atelier
#endif
