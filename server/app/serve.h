// `atelier serve`: opens the data directory, starts the server, prints join links, stops in good order.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// Runs until SIGTERM or SIGINT (0); a second signal aborts. 1 when it cannot start, 3 when the disk refuses a write.
int run_serve_command(const CommandContext& context);

}  // namespace atelier::app
