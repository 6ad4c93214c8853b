// Whole numbers out of JSON, which knows one kind of number: what is no whole one, or does not fit, is refused, not cast.
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace atelier::history {

// What is wrong with a piece of JSON, on its way to whoever makes an Error of it; it leaves no function of a header.
struct WrongJson {
    std::string what;
};

template <class T>
T whole_number(const nlohmann::ordered_json& json) {
    if (json.is_number_unsigned() && std::in_range<T>(json.get<std::uint64_t>())) {
        return static_cast<T>(json.get<std::uint64_t>());
    }
    if (json.is_number_integer() && !json.is_number_unsigned() && std::in_range<T>(json.get<std::int64_t>())) {
        return static_cast<T>(json.get<std::int64_t>());
    }
    throw WrongJson{"not a whole number that fits"};
}

}  // namespace atelier::history
