// SPDX-License-Identifier: MIT
#include "server/base/bytes.h"

#include <algorithm>

namespace atelier {

namespace {

constexpr char kDigits[] = "0123456789abcdef";

}  // namespace

std::string to_hex(BytesView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text += kDigits[value >> 4U];
        text += kDigits[value & 15U];
    }
    return text;
}

std::string to_hex(std::uint64_t number) {
    std::string text(16, '0');
    for (std::size_t i = text.size(); i-- > 0; number >>= 4U) {
        text[i] = kDigits[number & 15U];
    }
    return text;
}

std::string to_decimal(std::int64_t number) {
    // Unsigned from here on: the least number has no opposite.
    auto rest = static_cast<std::uint64_t>(number);
    if (number < 0) {
        rest = 0 - rest;
    }
    std::string digits;
    do {
        digits += static_cast<char>('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0) {
        digits += '-';
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
}

}  // namespace atelier
