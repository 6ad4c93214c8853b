// SPDX-License-Identifier: MIT
#include "server/raster/pixels.h"

#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "server/base/limits.h"

namespace atelier::raster {
namespace {

struct GObjectCloser {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};
struct CairoCloser {
    void operator()(cairo_t* cairo) const noexcept { cairo_destroy(cairo); }
};

// Takes the message and frees the error.
Error refusal(GError* error) {
    Error refused(ErrorCode::Malformed, error == nullptr ? "the picture cannot be drawn" : error->message);
    g_clear_error(&error);
    return refused;
}

struct Size {
    int width = 0;
    int height = 0;
};

Result<Size> size_for(double drawn_width, double drawn_height, int width) {
    const double ratio = drawn_height / drawn_width;
    const auto pixels_max = static_cast<double>(limits::kPicturePixelsMax);
    const double widest =
        std::min({2 * drawn_width, std::sqrt(pixels_max / ratio), static_cast<double>(limits::kPictureWidthMax)});
    const int chosen = width == 0 ? static_cast<int>(widest) : width;
    const double height = chosen * ratio;
    if (chosen < limits::kPictureWidthMin || chosen > limits::kPictureWidthMax || chosen * height > pixels_max) {
        return Error(ErrorCode::TooLarge, "a picture is not that large");
    }
    return Size{chosen, std::max(1, static_cast<int>(height))};
}

}  // namespace

void Pixels::Closer::operator()(_cairo_surface* surface) const noexcept {
    cairo_surface_destroy(surface);
}

std::span<const std::uint32_t> Pixels::row(int y) const {
    ATELIER_CHECK(0 <= y && y < height_);
    // cairo aligns rows to whole pixels.
    const void* const begin = bytes_ + static_cast<std::size_t>(y) * stride_;
    return {static_cast<const std::uint32_t*>(begin), static_cast<std::size_t>(width_)};
}

Result<Pixels> draw_svg(std::string_view svg, int width) {
    GError* error = nullptr;
    const auto* const bytes = reinterpret_cast<const guint8*>(svg.data());
    // Without an address of its own an SVG reaches no file and no network: librsvg resolves nothing but data in place.
    const std::unique_ptr<RsvgHandle, GObjectCloser> handle(rsvg_handle_new_from_data(bytes, svg.size(), &error));
    if (handle == nullptr) {
        return refusal(error);
    }
    gboolean has_box = 0;
    RsvgRectangle box{};
    rsvg_handle_get_intrinsic_dimensions(handle.get(), nullptr, nullptr, nullptr, nullptr, &has_box, &box);
    if (has_box == 0 || !(box.width >= 1) || !(box.height >= 1)) {
        return Error(ErrorCode::Malformed, "a picture without a size");
    }
    ATELIER_TRY_ASSIGN(const Size size, size_for(box.width, box.height, width));
    Pixels pixels;
    pixels.surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height));
    cairo_surface_t* const surface = pixels.surface_.get();
    const std::unique_ptr<cairo_t, CairoCloser> cairo(cairo_create(surface));
    const RsvgRectangle whole{0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) {
        return Error(ErrorCode::Unavailable, "no memory for a picture");
    }
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    if (rsvg_handle_render_document(handle.get(), cairo.get(), &whole, &error) == 0) {
        return refusal(error);
    }
    cairo_surface_flush(surface);
    pixels.bytes_ = cairo_image_surface_get_data(surface);
    pixels.stride_ = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    pixels.width_ = size.width;
    pixels.height_ = size.height;
    return pixels;
}

Result<Bytes> encode_png(const Pixels& pixels) {
    Bytes png;
    const auto append = [](void* to, const unsigned char* bytes, unsigned int size) {
        static_cast<Bytes*>(to)->append(reinterpret_cast<const char*>(bytes), size);
        return CAIRO_STATUS_SUCCESS;
    };
    if (cairo_surface_write_to_png_stream(pixels.surface_.get(), append, &png) != CAIRO_STATUS_SUCCESS) {
        return Error(ErrorCode::Unavailable, "no memory for a PNG");
    }
    return png;
}

}  // namespace atelier::raster
