// SPDX-License-Identifier: MIT
#include "server/app/doctor/doctor_command.h"

#include <vector>

#include "server/app/doctor/doctor.h"
#include "server/app/print_findings.h"
#include "server/app/print_json.h"

namespace atelier::app {

int run_doctor_command(const CommandContext& context) {
    const std::vector<Finding> findings = diagnose(read_machine(context.config, context.clock), context.config);
    if (context.arguments.json) {
        print_json(context, findings_json(context, findings));
    } else {
        print_findings(context, findings);
    }
    return count_findings(findings, State::Problem) == 0 ? kExitOk : kExitFailed;
}

}  // namespace atelier::app
