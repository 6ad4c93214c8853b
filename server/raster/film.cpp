// SPDX-License-Identifier: MIT
#include "server/raster/film.h"

#include <webp/encode.h>
#include <webp/mux.h>

#include <cstddef>
#include <cstdint>

#include "server/base/limits.h"

namespace atelier::raster {
namespace {

// Of 0 to 9: beyond, a film of paper and letters takes twice as long and becomes hardly smaller.
constexpr int kEffort = 2;

Error no_memory() {
    return Error(ErrorCode::Unavailable, "no memory for a film");
}

struct PictureCloser {
    void operator()(WebPPicture* picture) const noexcept { WebPPictureFree(picture); }
};

}  // namespace

void Film::Closer::operator()(WebPAnimEncoder* encoder) const noexcept {
    WebPAnimEncoderDelete(encoder);
}

Result<Film> Film::begin(int width, int height) {
    ATELIER_CHECK(width > 0 && height > 0);
    if (static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > limits::kPicturePixelsMax) {
        return Error(ErrorCode::TooLarge, "a film is not that large");
    }
    WebPAnimEncoderOptions options;
    if (WebPAnimEncoderOptionsInit(&options) == 0) {
        return no_memory();
    }
    Film film(WebPAnimEncoderNew(width, height, &options), width, height);
    if (film.encoder_ == nullptr) {
        return no_memory();
    }
    return film;
}

Result<void> Film::add(const Pixels& pixels, std::chrono::milliseconds shown) {
    ATELIER_CHECK(pixels.width() == width_ && pixels.height() == height_);
    WebPConfig config;
    WebPPicture picture;
    if (WebPConfigInit(&config) == 0 || WebPConfigLosslessPreset(&config, kEffort) == 0 ||
        WebPPictureInit(&picture) == 0) {
        return no_memory();
    }
    const std::unique_ptr<WebPPicture, PictureCloser> closer(&picture);
    picture.use_argb = 1;
    picture.width = width_;
    picture.height = height_;
    if (WebPPictureAlloc(&picture) == 0) {
        return no_memory();
    }
    for (int y = 0; y < height_; ++y) {
        std::uint32_t* to = picture.argb + static_cast<std::ptrdiff_t>(y) * picture.argb_stride;
        for (const std::uint32_t pixel : pixels.row(y)) {
            *to++ = pixel | 0xFF00'0000U;
        }
    }
    if (WebPAnimEncoderAdd(encoder_.get(), &picture, time_ms_, &config) == 0) {
        return no_memory();
    }
    time_ms_ += static_cast<int>(shown.count());
    return {};
}

Result<Bytes> Film::finish() {
    WebPData data;
    WebPDataInit(&data);
    // Without a picture, what it is told is when the last one ends.
    const bool is_made = WebPAnimEncoderAdd(encoder_.get(), nullptr, time_ms_, nullptr) != 0 &&
                         WebPAnimEncoderAssemble(encoder_.get(), &data) != 0;
    const auto* const begin = reinterpret_cast<const char*>(data.bytes);
    Bytes bytes = is_made ? Bytes(begin, data.size) : Bytes();
    WebPDataClear(&data);
    if (!is_made) {
        return no_memory();
    }
    return bytes;
}

}  // namespace atelier::raster
