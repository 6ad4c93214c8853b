// SPDX-License-Identifier: MIT
#include "server/workshop/origin.h"

#include <algorithm>

#include "server/base/limits.h"

namespace atelier::workshop {
namespace {

constexpr std::size_t kBoardDigits = 32;
constexpr std::size_t kActorDigits = 16;

bool are_hex(std::string_view text, std::size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "<16 hex>-<counter>"
bool is_item(std::string_view text) {
    constexpr std::size_t kCounterDigitsMax = 10;
    const std::string_view counter = text.substr(std::min(text.size(), kActorDigits + 1));
    return are_hex(text.substr(0, kActorDigits), kActorDigits) && text.size() > kActorDigits &&
           text[kActorDigits] == '-' && !counter.empty() && counter.size() <= kCounterDigitsMax &&
           counter.front() != '0' && counter.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool is_origin(std::string_view text) {
    const std::size_t board_end = text.find(' ');
    if (text.size() > limits::kOriginBytesMax || board_end == std::string_view::npos) {
        return false;
    }
    const std::string_view rest = text.substr(board_end + 1);
    const std::size_t item_end = rest.find(' ');
    return item_end != std::string_view::npos && item_end + 1 < rest.size() &&
           are_hex(text.substr(0, board_end), kBoardDigits) && is_item(rest.substr(0, item_end));
}

std::optional<BoardId> board_of_origin(std::string_view text) {
    const Result<BoardId> board = parse_board_id(text.substr(0, kBoardDigits));
    return board && is_origin(text) ? std::optional(*board) : std::nullopt;
}

}  // namespace atelier::workshop
