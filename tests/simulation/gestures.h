// What people do, at random: every gesture a session knows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/base/random.h"
#include "server/client/client_session.h"
#include "tests/simulation/plan.h"

namespace atelier::simulation {

struct Gesture {
    std::string name;
    bool is_seen = true;  // whoever made it sees what it says, at once: nothing written before is later (rule M2)
};

// Makes one gesture. One that cannot be is refused by the session and changes nothing. Plan::long_texts: some fill a
// card to its bound, so that the server refuses whoever comes second.
Gesture make_gesture(client::ClientSession& session, SeededRandom& random, const Plan& plan);

}  // namespace atelier::simulation
