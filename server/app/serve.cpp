// SPDX-License-Identifier: MIT
#include "server/app/serve.h"

#include "server/app/data_directory.h"
#include "server/app/import/import.h"
#include "server/app/serve_links.h"
#include "server/async/log.h"

namespace atelier::app {
namespace {

log::Level log_level_of(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return log::Level::Debug;
        case LogLevel::Info: return log::Level::Info;
        case LogLevel::Warn: return log::Level::Warn;
        case LogLevel::Error: return log::Level::Error;
    }
    return log::Level::Info;
}

// The programme of --demo, when there is no board yet. Elements left out are logged, they do not stop the server.
Result<void> load_demo(const CommandContext& context, DataDirectory& data) {
    if (context.config.demo.empty()) {
        return {};
    }
    ATELIER_TRY_ASSIGN(const ImportReport report,
                       run_demo_import(context.config.demo, context.clock.wall_ms(), *data.store, data.catalogue));
    for (const ImportProblem& problem : report.problems) {
        log::warn("demo_element_left_out", {{"file", problem.file}, {"reason", problem.reason.en}});
    }
    return {};
}

}  // namespace

int run_serve_command(const CommandContext& context) {
    log::set_up(context.config.log_format == LogFormat::Json ? log::Format::Json : log::Format::KeyValue,
                log_level_of(context.config.log_level));
    auto data = open_data_directory(context.config, WhenAbsent::Create);
    if (!data) {
        return context.fail(data.error());
    }
    if (const auto loaded = load_demo(context, *data); !loaded) {
        return context.fail(loaded.error());
    }
    const auto key = data->catalogue.ensure_server_key();
    if (!key) {
        return context.fail(key.error());
    }
    const auto board = find_board_for_links(context, data->catalogue);
    if (!board) {
        return context.fail(board.error());
    }
    if (*board != nullptr) {
        print_links(context, **board, public_url_of(context.config, context.config.port), *key);
    }
    return kExitOk;
}

}  // namespace atelier::app
