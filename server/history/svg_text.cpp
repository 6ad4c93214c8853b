// SPDX-License-Identifier: MIT
#include "server/history/svg_text.h"

#include <algorithm>

namespace atelier::history {
namespace {

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// The bytes of the first `count` code points.
std::size_t bytes_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const bool is_first = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (is_first && count-- == 0) {
            break;
        }
    }
    return at;
}

// What French sets apart and does not part from the word before it.
bool is_mark(std::string_view word) {
    return word == ":" || word == ";" || word == "!" || word == "?" || word == "»";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view three = text.substr(i, 3);
        if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {  // U+FFFE and U+FFFF: no XML may have them
            i += 2;
            continue;
        }
        const char c = text[i];
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string shortened(std::string_view text, std::size_t characters) {
    return characters_in(text) <= characters ? std::string(text)
                                             : std::string(text.substr(0, bytes_of(text, characters - 1))) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t characters, std::size_t lines_max) {
    std::vector<std::string> lines;
    std::string line;
    const auto end_line = [&] {
        lines.push_back(std::move(line));
        line.clear();
    };
    for (std::size_t at = 0; at <= text.size() && lines.size() <= lines_max;) {
        const std::size_t stop = std::min(text.find_first_of(" \n\t", at), text.size());
        std::string_view word = text.substr(at, stop - at);
        const bool fits = characters_in(line) + characters_in(word) + 1 <= characters;
        if (!line.empty() && !fits && !is_mark(word)) {
            end_line();
        }
        while (characters_in(word) > characters) {
            const std::size_t bytes = bytes_of(word, characters);
            line = word.substr(0, bytes);
            end_line();
            word.remove_prefix(bytes);
        }
        line += (line.empty() || word.empty() ? "" : " ") + std::string(word);
        if (stop < text.size() && text[stop] == '\n') {
            end_line();
        }
        at = stop + 1;
    }
    if (!line.empty()) {
        end_line();
    }
    if (lines.size() > lines_max) {
        lines.resize(lines_max);
        lines.back() += " …";
    }
    return lines;
}

std::string text_at(int x, int y, const char* style, std::string_view text) {
    return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" class=\"" + style + "\">" +
           escaped(text) + "</text>\n";
}

std::string box(int x, int y, int width, int height) {
    return " x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(width) +
           "\" height=\"" + std::to_string(height) + "\"";
}

std::string placed(const std::string& svg, int x, int y, double scale) {
    // Not std::to_string for what has a fraction: it writes the comma of a locale.
    const int thousandths = static_cast<int>(scale * 1000);
    const std::string fraction = std::to_string(1000 + thousandths % 1000).substr(1);
    return "<g transform=\"translate(" + std::to_string(x) + " " + std::to_string(y) + ") scale(" +
           std::to_string(thousandths / 1000) + "." + fraction + ")\">\n" + svg + "</g>\n";
}

}  // namespace atelier::history
