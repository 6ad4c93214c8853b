// `atelier export`: a board's whole history as a file that other programs can read (docs/archive.md), or its past as a page
// (docs/replay.md).
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// The archive, or the page that needs no server. Gives the exit status.
int run_export_command(const CommandContext& context);

}  // namespace atelier::app
