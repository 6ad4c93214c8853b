// SPDX-License-Identifier: MIT
#include "server/base/utf8.h"

namespace atelier::utf8 {
namespace {

// Bytes of the well-formed sequence at the start of `text`, or 0.
std::size_t sequence_at(std::string_view text) noexcept {
    const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i) { return i < text.size() && (at(i) & 0xc0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80U) {
        return 1;
    }
    if (lead >= 0xc2U && lead <= 0xdfU) {
        return continues(1) ? 2 : 0;
    }
    if (lead >= 0xe0U && lead <= 0xefU) {
        if (!continues(1) || !continues(2)) {
            return 0;
        }
        const bool overlong = lead == 0xe0U && at(1) < 0xa0U;
        const bool surrogate = lead == 0xedU && at(1) > 0x9fU;
        return overlong || surrogate ? 0 : 3;
    }
    if (lead >= 0xf0U && lead <= 0xf4U) {
        if (!continues(1) || !continues(2) || !continues(3)) {
            return 0;
        }
        const bool overlong = lead == 0xf0U && at(1) < 0x90U;
        const bool beyond = lead == 0xf4U && at(1) > 0x8fU;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

}  // namespace

std::optional<Length> measure(std::string_view text) noexcept {
    Length length;
    length.bytes = text.size();
    while (!text.empty()) {
        const std::size_t bytes = sequence_at(text);
        if (bytes == 0) {
            return std::nullopt;
        }
        ++length.code_points;
        length.utf16_units += bytes == 4 ? 2 : 1;
        text.remove_prefix(bytes);
    }
    return length;
}

bool is_storable(std::string_view text) noexcept {
    if (!measure(text)) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_c0 = byte < 0x20U && byte != '\t' && byte != '\n' && byte != '\r';
        const bool is_c1 = byte == 0xc2U && static_cast<unsigned char>(text[i + 1]) < 0xa0U;  // U+0080 to U+009F
        if (is_c0 || byte == 0x7fU || is_c1) {
            return false;
        }
    }
    return true;
}

}  // namespace atelier::utf8
