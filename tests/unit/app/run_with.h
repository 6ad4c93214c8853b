// The program from its command line to its exit status, without a process.
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "server/app/run.h"

namespace atelier::app::test {

struct Outcome {
    int status = 0;
    std::string out;
    std::string err;

    nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline Outcome run_with(std::vector<std::string> arguments, const Environment& environment = {}) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = run(std::move(arguments), environment, out, err);
    return {status, out.str(), err.str()};
}

}  // namespace atelier::app::test
