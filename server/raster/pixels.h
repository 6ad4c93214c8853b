// An SVG that this program drew, as pixels, and pixels as a PNG. librsvg and cairo stay behind this header.
//
// Blocking and costly (tenths of a second): on a thread of its own. Not thread-safe: the fonts are one thread's at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "server/base/bytes.h"
#include "server/base/result.h"

struct _cairo_surface;  // NOLINT(bugprone-reserved-identifier): cairo calls it so

namespace atelier::raster {

// Opaque: each pixel is 0xXXRRGGBB. Owns its memory: 4 bytes a pixel.
class Pixels {
public:
    int width() const noexcept { return width_; }
    int height() const noexcept { return height_; }
    // REQUIRES: 0 <= y < height().
    std::span<const std::uint32_t> row(int y) const;

private:
    struct Closer {
        void operator()(_cairo_surface* surface) const noexcept;
    };
    friend Result<Pixels> draw_svg(std::string_view svg, int width);
    friend Result<Bytes> encode_png(const Pixels& pixels);
    Pixels() = default;

    std::unique_ptr<_cairo_surface, Closer> surface_;
    const unsigned char* bytes_ = nullptr;
    std::size_t stride_ = 0;  // bytes of a row
    int width_ = 0;
    int height_ = 0;
};

// Draws it so many pixels wide, as high as its viewBox says. 0: twice as wide as the viewBox, for print and dense screens, or as
// wide as kPicturePixelsMax lets it be. What it refers to outside of itself is not opened and not drawn.
// TooLarge for a width outside of [kPictureWidthMin, kPictureWidthMax] or more than kPicturePixelsMax; Malformed for what is no SVG
// with a viewBox; Unavailable without memory.
Result<Pixels> draw_svg(std::string_view svg, int width);

// Unavailable without memory.
Result<Bytes> encode_png(const Pixels& pixels);

}  // namespace atelier::raster
