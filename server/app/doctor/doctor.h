// What is to be said of a machine on which a workshop is about to be held: readings and configuration in, findings out.
// Pure: the same readings give the same findings, so that each verdict can be tested without such a machine.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/app/config.h"
#include "server/app/doctor/machine_readings.h"
#include "server/app/finding.h"

namespace atelier::app {

// One finding a check, always in this order: data-directory, file-system, free-space, sync-time, open-files, port,
// metrics-port (when there is one), clock, memory, backlog, public-url.
std::vector<Finding> diagnose(const MachineReadings& readings, const Config& config);

}  // namespace atelier::app
