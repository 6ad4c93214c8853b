// Lengths of the start of a text or run, in the three units that a text is counted in.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/base/utf8.h"
#include "server/board/leaf_tree.h"

namespace atelier::board {

// For numbers that the bounds of a leaf or a text keep small.
constexpr std::uint32_t u32(std::size_t n) noexcept {
    return static_cast<std::uint32_t>(n);
}

constexpr std::uint16_t u16(std::size_t n) noexcept {
    return static_cast<std::uint16_t>(n);
}

// The start of a text, in the three units.
struct Extent {
    std::uint32_t length = 0;
    std::uint32_t bytes = 0;
    std::uint32_t units = 0;

    // REQUIRES: `text` goes on behind `bytes`.
    void take_one(std::string_view text) {
        const std::size_t width = utf8::sequence_bytes(text[bytes]);
        bytes += u32(width);
        units += width == 4 ? 2 : 1;
        ++length;
    }
};

// The first `length` characters. REQUIRES: `text` has as many.
Extent measure_length(std::string_view text, std::uint32_t length);
// As many characters as fit into `units`. REQUIRES: `text` has as many units.
Extent measure_units(std::string_view text, std::uint32_t units);
// At least that many bytes, up to the end of a character. REQUIRES: `text` has as many.
Extent measure_bytes(std::string_view text, std::uint32_t bytes);

// Bytes of the leaf's text in front of a run.
inline std::uint32_t bytes_in_front(const Leaf& leaf, std::uint32_t run) noexcept {
    std::uint32_t bytes = 0;
    for (std::uint32_t i = 0; i < run; ++i) {
        bytes += leaf.runs[i].bytes;
    }
    return bytes;
}

// Empty when the run is deleted.
inline std::string_view run_text(const Leaf& leaf, std::uint32_t run) {
    return std::string_view(leaf.text).substr(bytes_in_front(leaf, run), leaf.runs[run].bytes);
}

// The first `length` characters of a run; a deleted one has neither bytes nor units.
inline Extent run_prefix(const Leaf& leaf, std::uint32_t run, std::uint32_t length) {
    const Run& r = leaf.runs[run];
    if (length == 0 || r.deleted()) {
        return {length, 0, 0};
    }
    if (r.bytes == r.length) {
        return {length, length, length};
    }
    if (length == r.length) {
        return {length, r.bytes, r.units};
    }
    return measure_length(run_text(leaf, run), length);
}

}  // namespace atelier::board
