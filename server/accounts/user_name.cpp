// SPDX-License-Identifier: MIT
#include "server/accounts/user_name.h"

#include <algorithm>
#include <cstddef>

namespace atelier::accounts {
namespace {

constexpr std::size_t kNameBytesMax = 64;
constexpr std::string_view kBlanks = " \t\r\n";

bool is_of_a_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_@+").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> read_user_name(std::string_view typed) {
    const std::size_t begin = std::min(typed.find_first_not_of(kBlanks), typed.size());
    const std::size_t end = typed.find_last_not_of(kBlanks);
    std::string name(typed.substr(begin, end == std::string_view::npos ? 0 : end + 1 - begin));
    for (char& c : name) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const bool is_one =
        !name.empty() && name.size() <= kNameBytesMax && std::all_of(name.begin(), name.end(), is_of_a_name);
    return is_one ? std::optional(std::move(name)) : std::nullopt;
}

std::string user_key(std::string_view name) {
    return std::string(kUserPrefix).append(name);
}

}  // namespace atelier::accounts
