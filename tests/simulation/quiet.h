// What must be true when everything is at rest: the network whole, everybody connected, nothing under way.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "tests/simulation/device.h"
#include "tests/simulation/ledger.h"

namespace atelier::simulation {

// Tells the ledger what is broken, if anything: boards that differ (devices, the log replayed from its first op, what a
// restart would load), works that are not in the log exactly once, ops in it that nobody made, votes that count too much.
void check_quiet(Ledger& ledger, storage::Store& store, const std::vector<std::unique_ptr<Device>>& devices);

}  // namespace atelier::simulation
