// Pictures of a board's past: drawn from the store, and brought into the form that was asked for. Blocking.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "server/http/past_asked.h"
#include "storage/store.h"

namespace atelier::http {

// The picture as SVG. REQUIRES: asked.route.kind is Picture. Reads the store; fails as history::board_seen_at().
Result<Bytes> draw_picture(storage::Store& store, const PastAsked& asked);

// Whether it is made of pixels, which takes a thread for tenths of a second.
constexpr bool is_in_pixels(const Route& route) noexcept {
    return route.kind == Route::Kind::Picture && route.format != Route::Format::Svg;
}

// That SVG in pixels, as a file. REQUIRES: is_in_pixels(route). Fails as raster::draw_svg().
Result<Bytes> paint_picture(const Bytes& svg, const Route& route);

}  // namespace atelier::http
