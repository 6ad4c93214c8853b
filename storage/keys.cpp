// SPDX-License-Identifier: MIT
#include "storage/keys.h"

namespace atelier::storage {

void append_big_endian(std::string& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(value >> static_cast<unsigned>(shift))));
    }
}

std::string numbered_key(const BoardId& board, std::uint64_t number) {
    std::string key;
    key.reserve(kNumberedKeyBytes);
    key.append(board.view());
    append_big_endian(key, number);
    return key;
}

std::string head_key(const BoardId& board) {
    return "head/" + std::string(board.view());
}

std::optional<std::uint64_t> read_big_endian(BytesView bytes) {
    if (bytes.size() != 8) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    for (const char byte : bytes) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

std::optional<std::uint64_t> number_of_key(BytesView key) {
    return key.size() == kNumberedKeyBytes ? read_big_endian(key.substr(kBoardKeyBytes)) : std::nullopt;
}

std::optional<std::string> end_of_prefix(BytesView prefix) {
    std::string end(prefix);
    while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) {
        end.pop_back();
    }
    if (end.empty()) {
        return std::nullopt;
    }
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    return end;
}

}  // namespace atelier::storage
