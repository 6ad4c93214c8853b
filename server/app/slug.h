// Slugs: the readable names of programmes, ateliers and boards on the command line and in the catalogue's keys.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace atelier::app {

inline constexpr std::size_t kSlugBytesMax = 64;  // fits a token, a file name and a line of a terminal

// Lower-case letters, digits and single hyphens inside: "caux-seine".
constexpr bool is_slug(std::string_view text) noexcept {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= kSlugBytesMax && is_plain(text.front()) && is_plain(text.back()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return is_plain(c) || c == '-'; });
}

}  // namespace atelier::app
