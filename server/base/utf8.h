// UTF-8 as the core needs it: strict validation and lengths in code points and UTF-16 units.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace atelier::utf8 {

// How long a text is, in the three units the project uses.
struct Length {
    std::size_t bytes = 0;
    std::size_t code_points = 0;
    std::size_t utf16_units = 0;
};

// nullopt when `text` is not well-formed UTF-8 (Unicode 15, table 3-7: no overlong form, no surrogate, no U+110000…).
std::optional<Length> measure(std::string_view text) noexcept;

// Bytes that the code point starting at `lead` takes. REQUIRES: `lead` starts a code point of well-formed text.
constexpr std::size_t sequence_bytes(char lead) noexcept {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// True when a text may be stored: well-formed, and no control character (Unicode category Cc) but tab, line feed and
// carriage return. Everything else stays as it was typed (MERGE.md rule M12).
bool is_storable(std::string_view text) noexcept;

}  // namespace atelier::utf8
