// Pictures of a board's past: drawn from the store, and brought into the form that was asked for. Blocking.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "server/http/past_asked.h"
#include "storage/store.h"

namespace atelier::http {

inline constexpr std::size_t kSheetCellsMax = 30;  // phases of a contact sheet, the latest
inline constexpr std::size_t kFilmFramesMax = 60;  // half a minute; drawn in some ten seconds
inline constexpr int kFilmWidth = 1200;            // px: letters can be read, and a mail takes it

constexpr bool is_picture(Route::Kind kind) noexcept {
    return kind == Route::Kind::Picture || kind == Route::Kind::Sheet || kind == Route::Kind::Film;
}

// Whether it is made of pixels, which takes a thread for tenths of a second, a film for ten seconds.
constexpr bool is_in_pixels(const Route& route) noexcept {
    return is_picture(route.kind) && (route.format != Route::Format::Svg || route.kind == Route::Kind::Film);
}

struct DrawnPicture {
    Bytes svg;
    std::chrono::milliseconds shown{};  // in a film
};

// As SVG: one picture, or all of a film, of the same size. REQUIRES: is_picture(asked.route.kind). Reads the store. Fails as
// history::board_seen_at(); TooLarge for a film that ends before it begins; Unavailable soon after `is_given_up` was set by
// whoever does not want it any more.
Result<std::vector<DrawnPicture>> draw_pictures(storage::Store& store, const PastAsked& asked,
                                                const std::atomic<bool>& is_given_up);

// These in pixels, as a file. REQUIRES: is_in_pixels(route). Fails as raster::draw_svg(), and as above when it is given up.
Result<Bytes> paint_pictures(const std::vector<DrawnPicture>& pictures, const Route& route,
                             const std::atomic<bool>& is_given_up);

}  // namespace atelier::http
