// `atelier doctor`: whether this machine is ready for a workshop. For an administrator, before the day.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// Reads the machine and prints one finding a check; 1 when one of them is a problem. May run next to a server.
int run_doctor_command(const CommandContext& context);

}  // namespace atelier::app
