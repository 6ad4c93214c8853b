// Pictures that follow each other, as one animated WebP: any browser and most word processors play it, no player is needed.
// libwebp stays behind this header.
//
// Blocking and costly: on a thread of its own. Not thread-safe.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "server/raster/pixels.h"

struct WebPAnimEncoder;

namespace atelier::raster {

class Film {
public:
    // Of pictures of that size. TooLarge for more than kPicturePixelsMax; Unavailable without memory.
    static Result<Film> begin(int width, int height);

    // The next picture, for so long; without loss, so that letters stay sharp. REQUIRES: it has the film's size.
    // Unavailable without memory.
    Result<void> add(const Pixels& pixels, std::chrono::milliseconds shown);

    // The whole film; plays over and over. REQUIRES: something was added, and nothing is done with it any more.
    Result<Bytes> finish();

private:
    struct Closer {
        void operator()(WebPAnimEncoder* encoder) const noexcept;
    };
    Film(WebPAnimEncoder* encoder, int width, int height) : encoder_(encoder), width_(width), height_(height) {}

    std::unique_ptr<WebPAnimEncoder, Closer> encoder_;
    int width_;
    int height_;
    int time_ms_ = 0;  // where the next picture begins
};

}  // namespace atelier::raster
