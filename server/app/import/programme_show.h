// The run of show of a programme file, as the setting that a board plays by (docs/run-of-show.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/app/import/programme_file.h"
#include "server/base/result.h"

namespace atelier::app {

// JSON that workshop::parse_run_of_show() takes. Who may add cards in a phase may also edit their own, who weaves threads
// may also move cards: such a file says only what is added. REQUIRES a phase at least.
// Malformed or TooLarge, with the phase's number, for what a board cannot play by.
Result<std::string> run_of_show_text(const ProgrammeFile& programme);

}  // namespace atelier::app
