// A dress rehearsal: simulated participants on a real board of a real server, over the network that will carry the day.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "server/base/result.h"
#include "server/rehearsal/figures.h"
#include "server/rehearsal/target.h"

namespace atelier::rehearsal {

struct Options {
    JoinLink link;  // a participant's
    std::size_t people = 60;
    std::chrono::milliseconds length{5 * 60 * 1000};
    std::chrono::milliseconds every{10'000};  // mean time between two gestures of one person
    std::string name = "Répétition";          // starts the texts of the cards
    bool keep = false;                        // leave the cards and votes; otherwise they are taken back at the end
    bool on_used_board = false;               // also where there are cards already
    std::uint64_t seed = 1;
    // Every few seconds while it lasts; may be empty.
    std::function<void(const Figures&, std::chrono::milliseconds since_start)> on_progress;
    // Called once, with what ends it early and in good order; from any thread, at any time until rehearse() returns.
    std::function<void(std::function<void()> stop)> on_start;
};

// Blocks for `length`, and at most a minute more. The calling thread does all of it.
// Fails when it cannot begin: Unavailable (nobody can be reached, with the reason), the server's own refusal of the link,
// NotAllowed (not a participant's link), Locked (there are cards on that board).
Result<Figures> rehearse(Options options);

}  // namespace atelier::rehearsal
