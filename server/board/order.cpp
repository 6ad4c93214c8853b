// SPDX-License-Identifier: MIT
#include "server/board/order.h"

#include <optional>

#include "server/base/limits.h"

namespace atelier::board {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr char kLowest = kDigits.front();
constexpr char kHighest = kDigits.back();
constexpr int kBase = 62;
constexpr int kJitterDigits = 2;

int digit_value(char digit) {
    if (digit <= '9') {
        return digit - '0';
    }
    return digit <= 'Z' ? digit - 'A' + 10 : digit - 'a' + 36;
}

char digit_of(int value) {
    return kDigits[static_cast<std::size_t>(value)];
}

// Length of the integer part that starts with this letter, or 0 when it is none.
std::size_t integer_length(char head) {
    if (head >= 'a' && head <= 'z') {
        return static_cast<std::size_t>(head - 'a') + 2;
    }
    return head >= 'A' && head <= 'Z' ? static_cast<std::size_t>('Z' - head) + 2 : 0;
}

struct Rank {
    std::string_view integer;
    std::string_view fraction;
};

Rank split(std::string_view rank) {
    const std::size_t length = rank.empty() ? 0 : integer_length(rank.front());
    return {rank.substr(0, length), rank.substr(length)};
}

// The next integer, or nullopt when there is none.
std::optional<std::string> increment(std::string_view integer) {
    std::string next(integer);
    for (std::size_t i = next.size(); i-- > 1;) {
        if (next[i] != kHighest) {
            next[i] = digit_of(digit_value(next[i]) + 1);
            return next;
        }
        next[i] = kLowest;
    }
    if (next.front() == 'z') {
        return std::nullopt;
    }
    next.front() = next.front() == 'Z' ? 'a' : static_cast<char>(next.front() + 1);
    next.resize(integer_length(next.front()), kLowest);
    return next;
}

// The integer before, or nullopt when there is none.
std::optional<std::string> decrement(std::string_view integer) {
    std::string before(integer);
    for (std::size_t i = before.size(); i-- > 1;) {
        if (before[i] != kLowest) {
            before[i] = digit_of(digit_value(before[i]) - 1);
            return before;
        }
        before[i] = kHighest;
    }
    if (before.front() == 'A') {
        return std::nullopt;
    }
    before.front() = before.front() == 'a' ? 'Z' : static_cast<char>(before.front() - 1);
    before.resize(integer_length(before.front()), kHighest);
    return before;
}

// Digits strictly between two fractions; "" as high is 1. REQUIRES: low < high.
std::string midpoint(std::string_view low, std::string_view high) {
    bool bounded = !high.empty();
    std::string middle;
    for (std::size_t i = 0;; ++i) {
        const int low_digit = i < low.size() ? digit_value(low[i]) : 0;
        const int high_digit = bounded && i < high.size() ? digit_value(high[i]) : kBase;
        if (high_digit - low_digit > 1) {
            return middle + digit_of(low_digit + (high_digit - low_digit) / 2);
        }
        middle += digit_of(low_digit);
        bounded = bounded && low_digit == high_digit;
    }
}

std::string between(const Rank& low, const Rank& high) {
    if (low.integer.empty() && high.integer.empty()) {
        return "a0";
    }
    if (low.integer.empty()) {
        const auto before = decrement(high.integer);
        return before ? *before : std::string(high.integer) + midpoint("", high.fraction);
    }
    if (low.integer == high.integer) {
        return std::string(low.integer) + midpoint(low.fraction, high.fraction);
    }
    const auto after = increment(low.integer);
    if (after && (high.integer.empty() || *after < high.integer)) {
        return *after;
    }
    return std::string(low.integer) + midpoint(low.fraction, "");
}

}  // namespace

bool is_order(std::string_view rank) noexcept {
    if (rank.empty()) {
        return true;
    }
    const std::size_t length = integer_length(rank.front());
    // Without a last digit above the lowest there would be no room below.
    return length != 0 && rank.size() > length && rank.size() <= limits::kOrderBytesMax && rank.back() != kLowest &&
           rank.find_first_not_of(kDigits) == std::string_view::npos;
}

Result<std::string> order_between(std::string_view low, std::string_view high, Random& random) {
    if (!is_order(low) || !is_order(high) || (!high.empty() && low >= high)) {
        return Error(ErrorCode::Malformed, "ranks are not in order");
    }
    std::string rank = between(split(low), split(high));
    for (int i = 0; i < kJitterDigits; ++i) {
        rank += digit_of(static_cast<int>(random.next() % kBase));
    }
    if (rank.back() == kLowest) {
        rank.back() = kDigits[1];
    }
    if (rank.size() > limits::kOrderBytesMax) {
        return Error(ErrorCode::TooLarge, "no rank is left in this gap");
    }
    return rank;
}

}  // namespace atelier::board
