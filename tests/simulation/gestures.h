// What people do, at random: every gesture a session knows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/base/random.h"
#include "server/client/client_session.h"

namespace atelier::simulation {

// Makes one gesture. One that cannot be is refused by the session and changes nothing. `long_texts`: some fill a card
// to its bound, so that the server refuses whoever comes second. Returns what it was, in a word.
std::string make_gesture(client::ClientSession& session, SeededRandom& random, bool long_texts);

}  // namespace atelier::simulation
