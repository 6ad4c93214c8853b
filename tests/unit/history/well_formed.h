// Whether a picture is XML that a reader takes.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace atelier::testing {

// Every "<" that opens something has its ">" before the next one, and elements close in order.
inline bool is_well_formed(const std::string& svg) {
    std::vector<std::string> open;
    for (std::size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
        const std::size_t end = svg.find('>', at);
        if (end == std::string::npos || svg.find('<', at + 1) < end) {
            return false;
        }
        const std::string tag = svg.substr(at + 1, end - at - 1);
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1)) {
                return false;
            }
            open.pop_back();
        } else if (!tag.ends_with('/')) {
            open.push_back(tag.substr(0, tag.find(' ')));
        }
    }
    return open.empty();
}

}  // namespace atelier::testing
