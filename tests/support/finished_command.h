// The real program run to its end: a command that is no server.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace atelier::test {

struct FinishedCommand {
    int status = -1;  // 128 + n when signal n ended it
    std::string out;  // all of standard output; standard error is the test's own
};

// Runs `atelier` with these arguments, and these variables besides those of this process, and `input` (a few lines) as standard input.
FinishedCommand run_command(std::vector<std::string> arguments,
                            const std::map<std::string, std::string>& environment = {}, const std::string& input = {});

}  // namespace atelier::test
