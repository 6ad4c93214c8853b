// Sizes and times in words, in both languages.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

#include "server/app/language.h"

namespace atelier::app {

inline constexpr std::uint64_t kMiB = 1024ULL * 1024;
inline constexpr std::uint64_t kGiB = 1024 * kMiB;

// "1.5 GiB", "1,5 Gio"; in MiB below one of them.
Sentence in_words(std::uint64_t bytes);
// "0.13 ms", "0,13 ms".
Sentence in_words(std::chrono::microseconds duration);

}  // namespace atelier::app
