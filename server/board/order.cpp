// SPDX-License-Identifier: MIT
#include "server/board/order.h"

#include "server/base/limits.h"

namespace atelier::board {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int kBase = 62;
constexpr int kJitterDigits = 2;
// At either end of a column take a small step instead of half of what is left: adding at the end is the common case,
// and a hundred additions then cost no more digits than ten.
constexpr int kEndStep = 4;

int digit_value(char digit) {
    if (digit <= '9') {
        return digit - '0';
    }
    return digit <= 'Z' ? digit - 'A' + 10 : digit - 'a' + 36;
}

char digit_of(int value) {
    return kDigits[static_cast<std::size_t>(value)];
}

int pick_between(int low, int high, bool open_end) {
    if (open_end && high - low > 2 * kEndStep) {
        return low + kEndStep;
    }
    return low + (high - low) / 2;
}

}  // namespace

bool is_order(std::string_view rank) noexcept {
    if (rank.size() > limits::kOrderBytesMax || (!rank.empty() && rank.back() == kDigits.front())) {
        return false;
    }
    return rank.find_first_not_of(kDigits) == std::string_view::npos;
}

Result<std::string> order_between(std::string_view low, std::string_view high, Random& random) {
    if (!is_order(low) || !is_order(high) || (!high.empty() && low >= high)) {
        return Error(ErrorCode::Malformed, "ranks are not in order");
    }
    const bool open_end = high.empty();
    bool bounded = !open_end;
    std::string rank;
    for (std::size_t i = 0;; ++i) {
        const int low_digit = i < low.size() ? digit_value(low[i]) : 0;
        const int high_digit = bounded && i < high.size() ? digit_value(high[i]) : kBase;
        if (high_digit - low_digit > 1) {
            rank += digit_of(pick_between(low_digit, high_digit, open_end));
            break;
        }
        rank += digit_of(low_digit);
        bounded = bounded && low_digit == high_digit;
    }
    for (int i = 0; i < kJitterDigits; ++i) {
        rank += digit_of(static_cast<int>(random.next() % kBase));
    }
    if (rank.back() == kDigits.front()) {
        rank.back() = kDigits[1];
    }
    if (rank.size() > limits::kOrderBytesMax) {
        return Error(ErrorCode::TooLarge, "no rank is left in this gap");
    }
    return rank;
}

}  // namespace atelier::board
