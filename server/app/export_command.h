// `atelier export`: a board's whole history as a file that other programs can read (docs/archive.md).
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// Writes the file under another name first, so that one that is there is whole. Gives the exit status.
int run_export_command(const CommandContext& context);

}  // namespace atelier::app
