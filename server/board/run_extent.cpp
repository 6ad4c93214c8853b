// SPDX-License-Identifier: MIT
#include "server/board/run_extent.h"

namespace atelier::board {

Extent measure_length(std::string_view text, std::uint32_t length) {
    Extent extent;
    while (extent.length < length) {
        extent.take_one(text);
    }
    return extent;
}

Extent measure_units(std::string_view text, std::uint32_t units) {
    Extent extent;
    while (extent.units < units) {
        Extent more = extent;
        more.take_one(text);
        if (more.units > units) {
            break;
        }
        extent = more;
    }
    return extent;
}

Extent measure_bytes(std::string_view text, std::uint32_t bytes) {
    Extent extent;
    while (extent.bytes < bytes) {
        extent.take_one(text);
    }
    return extent;
}

}  // namespace atelier::board
