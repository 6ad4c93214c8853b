// Words in an SVG: cut into lines without measuring letters, for no font is known here, and safe whatever people wrote. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::history {

// Something drawn from its own upper left corner, in px.
struct Drawing {
    std::string svg;
    int width = 0;
    int height = 0;
};

// As content of an element or of an attribute in double quotes; without what XML may not have. REQUIRES: storable text (M12).
std::string escaped(std::string_view text);

// At most so many characters, the last an ellipsis where there were more.
std::string shortened(std::string_view text, std::size_t characters);

// Lines of so many characters, broken between words, and inside those that are longer; the last of too many ends with an ellipsis.
std::vector<std::string> wrapped(std::string_view text, std::size_t characters, std::size_t lines_max);

// A line whose baseline begins at that point. `style`: a class of the picture's style sheet.
std::string text_at(int x, int y, const char* style, std::string_view text);

// ` x="…" y="…" width="…" height="…"`
std::string box(int x, int y, int width, int height);

// Moved, then drawn `scale` times as large.
std::string placed(const std::string& svg, int x, int y, double scale = 1);

}  // namespace atelier::history
