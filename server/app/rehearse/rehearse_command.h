// `atelier rehearse`: a dress rehearsal with simulated participants. From the room in which the day will be.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// Blocks for as long as was asked, or until SIGINT or SIGTERM, then says what will work; 1 when something will not.
int run_rehearse_command(const CommandContext& context);

}  // namespace atelier::app
