// SPDX-License-Identifier: MIT
#include "server/app/run.h"

#include <unistd.h>

#include "server/app/command.h"
#include "server/app/doctor/doctor_command.h"
#include "server/app/export_command.h"
#include "server/app/offline_commands.h"
#include "server/app/rehearse/rehearse_command.h"
#include "server/app/serve.h"
#include "server/app/system_clock.h"
#include "server/app/user_commands.h"

namespace atelier::app {
namespace {

int run_command(const CommandContext& context) {
    switch (context.arguments.command) {
        case Command::Serve: return run_serve_command(context);
        case Command::Import: return run_import_command(context);
        case Command::Export: return run_export_command(context);
        case Command::InitDemo: return run_init_demo_command(context);
        case Command::Link: return run_link_command(context);
        case Command::Boards: return run_boards_command(context);
        case Command::Hash: return run_hash_command(context);
        case Command::Verify: return run_verify_command(context);
        case Command::Doctor: return run_doctor_command(context);
        case Command::Rehearse: return run_rehearse_command(context);
        case Command::UserAdd: return run_user_add_command(context);
        case Command::UserList: return run_user_list_command(context);
        case Command::UserPassword: return run_user_password_command(context);
        case Command::UserRemove: return run_user_remove_command(context);
        case Command::UserSignOut: return run_user_sign_out_command(context);
    }
    return kExitUsage;
}

}  // namespace

bool wants_qr(QrWhen when) {
    return when == QrWhen::Always || (when == QrWhen::Auto && isatty(STDOUT_FILENO) == 1);
}

int run(std::vector<std::string> arguments, const Environment& environment, std::ostream& out, std::ostream& err) {
    const Language language = language_of(environment);
    const auto parsed = parse_command_line(std::move(arguments), language);
    if (const auto* exit = std::get_if<EarlyExit>(&parsed)) {
        (exit->code == kExitOk ? out : err) << exit->text;
        return exit->code;
    }
    const Arguments& asked = std::get<Arguments>(parsed);
    const auto config = load_config({asked.flags, environment, asked.config_file, language});
    if (!config) {
        err << "atelier: " << describe(config.error(), language) << '\n';
        return kExitUsage;
    }
    const SystemClock clock;
    return run_command({asked, *config, language, clock, out, err});
}

}  // namespace atelier::app
