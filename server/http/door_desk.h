// What people ask at the door, below /api/v1/boards/<board>: GET and POST /organisations, POST /code, POST /recover. docs/rest.md
// says what each answers. Any right on the board will do to read and to recover; making a code takes the proof of an actor.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include "server/async/task.h"
#include "server/base/ids.h"
#include "server/base/pace.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// How often the codes of a board and its tables may be guessed, made, and its organisations added to. Of one thread; not thread-safe. Never per
// address: a hall is one.
class DoorPaces {
public:
    // What one attempt costs of the 100 that a board has at once, and gets back at one a second.
    // Of cards that no session signs twenty times as much comes back, so that a hall of 300 writes without waiting.
    enum Cost : std::size_t { kGuess = 5, kMake = 1, kCard = 2 };

    // False when it is one too many.
    bool take(const BoardId& board, Cost cost, Pace::Time now) {
        if (paces_.size() >= kBoardsMax) {
            std::erase_if(paces_, [&](const auto& entry) { return entry.second.is_whole(now); });
        }
        const std::pair key(board, cost);  // who guesses keeps nobody from making one
        if (paces_.size() >= kBoardsMax && !paces_.contains(key)) {
            return false;
        }
        Pace& pace = paces_.try_emplace(key, cost == kCard ? kCardPace : kDoorPace).first->second;
        const bool is_in_order = pace.wait(now) == Pace::Duration::zero();
        if (is_in_order) {
            pace.spend(cost, now);
        }
        return is_in_order;
    }

private:
    static constexpr PaceLimits kDoorPace{1, 100};
    static constexpr PaceLimits kCardPace{20, 600};
    static constexpr std::size_t kBoardsMax = 4096;
    std::map<std::pair<BoardId, Cost>, Pace> paces_;
};

// On the thread of the board; for Recover on that of its shared board. REQUIRES: a route of kind Organisations, Code or Recover; the origin was checked.
async::Task<Response> answer_door_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
