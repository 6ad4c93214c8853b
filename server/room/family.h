// A shared board and its tables, as one: who somebody is on each of them, and on which of them a person is known for all. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <compare>

#include "server/base/ids.h"
#include "server/room/board_directory.h"
#include "server/workshop/capability.h"

namespace atelier::room {

// Somebody on one board.
struct Seat {
    BoardId board;
    ActorId actor;

    friend bool operator==(const Seat& a, const Seat& b) noexcept { return a.board == b.board && a.actor == b.actor; }
    friend bool operator<(const Seat& a, const Seat& b) noexcept {
        return a.board == b.board ? a.actor < b.actor : a.board < b.board;
    }
};

// The shared board of a table; every other board itself.
BoardId home_board(const BoardListing& board);

// The seat of that actor's person on the shared board, which stands for all of its seats; of a board without one, the actor's.
Seat home_of(const BoardListing& board, ActorId actor, const workshop::ServerKey& key);

// The seat of the person who is at home there, on that board. REQUIRES: `home` is of the board itself or of its shared board.
Seat seat_on(const BoardListing& board, const Seat& home, const workshop::ServerKey& key);

// False for what nobody is given: none, and the server's own.
bool is_for_people(ActorId actor);

}  // namespace atelier::room
