// Invariants of our own code. Bad input is never checked here: it gets a Result (see result.h).
// SPDX-License-Identifier: MIT
#pragma once

namespace atelier {

// Prints place and expression to stderr and aborts. In wasm it traps. Never returns.
[[noreturn]] void check_failed(const char* file, int line, const char* expression) noexcept;

}  // namespace atelier

// Aborts, also in release, when an invariant of ours is broken: going on would spread the damage.
#define ATELIER_CHECK(condition)                                     \
    do {                                                             \
        if (!(condition)) [[unlikely]] {                             \
            ::atelier::check_failed(__FILE__, __LINE__, #condition); \
        }                                                            \
    } while (false)

// The same, for checks too costly for release builds.
#ifdef NDEBUG
#define ATELIER_DCHECK(condition) static_cast<void>(0)
#else
#define ATELIER_DCHECK(condition) ATELIER_CHECK(condition)
#endif
