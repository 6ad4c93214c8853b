// Cutting what one op may not name at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace atelier::client {

// A list in parts of at most `size`, none of them empty.
template <class T>
std::vector<std::vector<T>> parts_of(const std::vector<T>& list, std::size_t size) {
    std::vector<std::vector<T>> parts;
    for (std::size_t begin = 0; begin < list.size(); begin += size) {
        const auto first = list.begin() + static_cast<std::ptrdiff_t>(begin);
        parts.emplace_back(first, first + static_cast<std::ptrdiff_t>(std::min(size, list.size() - begin)));
    }
    return parts;
}

}  // namespace atelier::client
