// A password from whoever runs the command: typed without being shown, or the first line of standard input. Never an argument,
// which every process of the machine can read.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/app/command.h"
#include "server/base/result.h"

namespace atelier::app {

// On a terminal it is asked for twice. Config, with a sentence, when the two differ or there is none.
Result<std::string> read_password(const CommandContext& context);

}  // namespace atelier::app
