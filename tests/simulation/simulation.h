// Deterministic simulation: one workshop on virtual time, real client and server code, everything around them unreliable.
// The method is FoundationDB's and TigerBeetle's; docs/simulation.md says what is real in it and what is not.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/simulation/plan.h"

namespace atelier::simulation {

struct Outcome {
    std::string broken;  // the promise that was, in a sentence; empty = all were kept
    std::uint64_t trace_hash = 0;
    std::vector<std::string> story;  // its last lines
    // That the run did something: works made, of them acknowledged and refused, deaths of the server.
    std::size_t works = 0;
    std::size_t acknowledged = 0;
    std::size_t refused = 0;
    std::size_t deaths = 0;
};

// One run. Equal seeds give equal runs, on every host.
Outcome simulate(std::uint64_t seed, Canary canary = Canary::None);

}  // namespace atelier::simulation
