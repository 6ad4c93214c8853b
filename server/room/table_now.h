// What the room's screen tells of a table while people are there: how many, how much, which phase. Counts only: nothing of what
// a phase hides.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "server/room/room.h"

namespace atelier::room {

struct TableNow {
    std::size_t people = 0;   // connections of participants and facilitators
    std::size_t tablets = 0;  // whoever sits around them is not known
    std::size_t cards = 0;    // that stand on the board, also those that are hidden still
    std::uint32_t phase = 0;  // number of the one that is on, from 1; 0 = none
    std::size_t phases = 0;   // of the run of show
    std::string phase_title;
    std::int64_t timer_end_ms = 0;  // of the server's clock; 0 = no timer
};

// On the room's thread.
TableNow table_now(const Room& room);

}  // namespace atelier::room
