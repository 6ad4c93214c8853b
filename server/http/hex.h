// Reads numbers and bytes as the REST addresses and bodies write them: hexadecimal digits.
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server/base/bytes.h"

namespace atelier::http {

inline constexpr std::size_t kNumberDigits = 16;

// 16 digits, not 0; nothing for anything else.
inline std::optional<std::uint64_t> parse_hex(std::string_view text) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value, 16);
    return text.size() == kNumberDigits && error == std::errc() && at == end && value != 0 ? std::optional(value)
                                                                                           : std::nullopt;
}

// Two digits a byte; nothing for anything else.
inline std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return std::nullopt;
    }
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned value = 0;
        const auto [at, error] = std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
        if (error != std::errc() || at != text.data() + i + 2) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<char>(value));
    }
    return bytes;
}

}  // namespace atelier::http
