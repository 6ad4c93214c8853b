// SPDX-License-Identifier: MIT
#include "server/app/doctor/doctor_command.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

#include "server/app/doctor/doctor.h"

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

std::ptrdiff_t count(const std::vector<Finding>& findings, State state) {
    return std::count_if(findings.begin(), findings.end(), [&](const Finding& found) { return found.state == state; });
}

void print_text(const CommandContext& context, const std::vector<Finding>& findings) {
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
                << count(findings, State::Warning) << context.say({", problems: ", ", problèmes : "})
                << count(findings, State::Problem) << '\n';
}

void print_json(const CommandContext& context, const std::vector<Finding>& findings) {
    Json checks = Json::array();
    for (const Finding& found : findings) {
        checks.push_back({{"name", found.name},
                          {"state", state_name(found.state)},
                          {"measured", context.say(found.measured)},
                          {"remedy", context.say(found.remedy)}});
    }
    const Json json{{"warnings", count(findings, State::Warning)},
                    {"problems", count(findings, State::Problem)},
                    {"checks", std::move(checks)}};
    context.out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace

int run_doctor_command(const CommandContext& context) {
    const std::vector<Finding> findings = diagnose(read_machine(context.config, context.clock), context.config);
    (context.arguments.json ? print_json : print_text)(context, findings);
    return count(findings, State::Problem) == 0 ? kExitOk : kExitFailed;
}

}  // namespace atelier::app
