// SPDX-License-Identifier: MIT
#include "server/app/print_findings.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace atelier::app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kNameWidth = 16;  // the longest, and two spaces

// For scripts: the same in both languages.
std::string_view state_name(State state) {
    switch (state) {
        case State::Ok: return "ok";
        case State::Warning: return "warning";
        case State::Problem: return "problem";
    }
    return "";
}

// Of one width in each language, counted as people see it.
Sentence state_column(State state) {
    switch (state) {
        case State::Ok: return {"ok       ", "ok         "};
        case State::Warning: return {"warning  ", "attention  "};
        case State::Problem: return {"PROBLEM  ", "PROBLÈME   "};
    }
    return {};
}

}  // namespace

std::size_t count_findings(const std::vector<Finding>& findings, State state) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [&](const Finding& found) { return found.state == state; }));
}

void print_findings(const CommandContext& context, const std::vector<Finding>& findings) {
    for (const Finding& found : findings) {
        std::string name(found.name);
        name.resize(kNameWidth, ' ');
        const std::string column = context.say(state_column(found.state));
        context.out << column << name << context.say(found.measured) << '\n';
        if (found.state != State::Ok) {
            const std::size_t width = context.say(state_column(State::Ok)).size() + kNameWidth;
            context.out << std::string(width, ' ') << "→ " << context.say(found.remedy) << '\n';
        }
    }
    context.out << findings.size() << context.say({" checks, warnings: ", " vérifications, avertissements : "})
                << count_findings(findings, State::Warning) << context.say({", problems: ", ", problèmes : "})
                << count_findings(findings, State::Problem) << '\n';
}

Json findings_json(const CommandContext& context, const std::vector<Finding>& findings) {
    Json checks = Json::array();
    for (const Finding& found : findings) {
        checks.push_back({{"name", found.name},
                          {"state", state_name(found.state)},
                          {"measured", context.say(found.measured)},
                          {"remedy", context.say(found.remedy)}});
    }
    return {{"warnings", count_findings(findings, State::Warning)},
            {"problems", count_findings(findings, State::Problem)},
            {"checks", std::move(checks)}};
}

}  // namespace atelier::app
