// SPDX-License-Identifier: MIT
#include "server/app/doctor/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace atelier::app {
namespace {

Sentence decimal(double value, int digits) {
    std::array<char, 64> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits);
    const std::string en(text.data(), end);
    std::string fr = en;
    std::replace(fr.begin(), fr.end(), '.', ',');
    return {en, fr};
}

}  // namespace

Sentence in_words(std::uint64_t bytes) {
    const bool is_large = bytes >= kGiB;
    const Sentence number =
        decimal(static_cast<double>(bytes) / static_cast<double>(is_large ? kGiB : kMiB), is_large ? 1 : 0);
    return {number.en + (is_large ? " GiB" : " MiB"), number.fr + (is_large ? " Gio" : " Mio")};
}

Sentence in_words(std::chrono::microseconds duration) {
    const Sentence number = decimal(static_cast<double>(duration.count()) / 1000, duration.count() < 10'000 ? 2 : 0);
    return {number.en + " ms", number.fr + " ms"};
}

}  // namespace atelier::app
