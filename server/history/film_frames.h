// A stretch of the past as pictures that follow each other: which moments, and how each is drawn. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/ids.h"
#include "server/history/svg_text.h"
#include "server/history/timeline.h"

namespace atelier::history {

struct FilmMoment {
    OpSeq position;             // where a record ends
    std::string phase;          // title of the one that is on; empty when none is
    std::uint32_t number = 0;   // of that phase
    bool is_new_phase = false;  // another one than at the moment before
};

// How high columns may be in a film, in px of draw_columns(): what a screen shows of a board at once.
inline constexpr int kFilmColumnMax = 1000;

// Behind `after` up to `last`, where a record ends: the end of each minute in which something was made, and each moment worth
// jumping to; of more than `count_max` an even share, always with the last. REQUIRES: count_max > 1.
std::vector<FilmMoment> choose_moments(const std::vector<Stretch>& stretches, OpSeq after, OpSeq last,
                                       std::size_t count_max);

// One of them, of columns with title and moment (frame_board()), `height` px high as all of a film are, with how far the film is, from 0 to 1, as a line at the bottom.
std::string draw_frame(Drawing framed, std::string_view title, int height, double progress);

}  // namespace atelier::history
