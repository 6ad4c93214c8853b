// Findings as an administrator reads them, and as a script does.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/app/command.h"
#include "server/app/finding.h"

namespace atelier::app {

std::size_t count_findings(const std::vector<Finding>& findings, State state);

// One line a finding, below it what to do where there is something; in the end how many there are.
void print_findings(const CommandContext& context, const std::vector<Finding>& findings);

// {"warnings": n, "problems": n, "checks": [{"name", "state", "measured", "remedy"}…]}
nlohmann::json findings_json(const CommandContext& context, const std::vector<Finding>& findings);

}  // namespace atelier::app
