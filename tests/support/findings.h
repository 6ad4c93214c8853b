// One finding of a doctor or a rehearsal, by its name: of the values, and of the JSON that a command prints.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/finding.h"
#include "tests/support/catch.h"

namespace atelier::test {

inline const app::Finding& find(const std::vector<app::Finding>& findings, std::string_view name) {
    const auto found =
        std::find_if(findings.begin(), findings.end(), [&](const app::Finding& f) { return f.name == name; });
    REQUIRE(found != findings.end());
    return *found;
}

inline nlohmann::json find(const nlohmann::json& report, const std::string& name) {
    for (const nlohmann::json& check : report["checks"]) {
        if (check["name"] == name) {
            return check;
        }
    }
    FAIL("no check named " << name);
    return {};
}

}  // namespace atelier::test
