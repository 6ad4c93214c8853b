// The whole program as a function, so that tests run it without a process.
// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "server/app/language.h"

namespace atelier::app {

// Parses, configures, runs one command; gives the exit status (command_line.h). `arguments` without the program's name.
int run(std::vector<std::string> arguments, const Environment& environment, std::ostream& out, std::ostream& err);

}  // namespace atelier::app
