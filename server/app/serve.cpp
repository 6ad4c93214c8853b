// SPDX-License-Identifier: MIT
#include "server/app/serve.h"

#include <boost/asio/ip/address.hpp>

#include <atomic>
#include <chrono>
#include <csignal>

#include "server/app/catalogue_directory.h"
#include "server/app/control/control_listener.h"
#include "server/app/data_directory.h"
#include "server/app/import/import.h"
#include "server/app/metrics.h"
#include "server/app/process_figures.h"
#include "server/app/serve_links.h"
#include "server/app/stop_signals.h"
#include "server/app/supervisor.h"
#include "server/app/user_records.h"
#include "server/async/log.h"
#include "server/http/metrics_listener.h"
#include "server/http/server.h"
#include "storage/commit_queue.h"

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

http::ServerOptions options_of(const Config& config) {
    http::ServerOptions options;
    options.address = config.listen;
    options.port = config.port;
    options.web_root = config.web_root == kNoWebRoot ? std::string() : config.web_root;
    options.threads = config.threads;
    options.allowed_origins = config.allowed_origins;
    options.public_url = config.public_url;
    options.pace = config.pace;
    options.ballots_kept = std::chrono::hours(24) * config.ballots_days;
    options.connections_max = connections_within(read_process_figures().descriptor_limit);
    return options;
}

bool is_loopback(const std::string& address) {
    boost::system::error_code error;
    return boost::asio::ip::make_address(address, error).is_loopback();
}

// Tells where people find what: join links first, then the line that says it is all there.
void announce(const CommandContext& context, std::uint16_t port, const BoardRecord* board,
              const workshop::ServerKey& key) {
    if (board != nullptr) {
        print_links(context, *board, public_url_of(context.config, port), key);
    }
    print_listening(context, port);
    if (context.config.public_url.empty() && !is_loopback(context.config.listen)) {
        log::warn("links_say_localhost", {{"hint", "set public-url to the address that people open"}});
    }
}

// Null when nobody wants figures.
Result<std::unique_ptr<http::MetricsListener>> open_metrics(const CommandContext& context,
                                                            const MetricSources& sources) {
    const std::optional<MetricsAddress>& where = context.config.metrics_listen;
    if (!where) {
        return std::unique_ptr<http::MetricsListener>();
    }
    return http::MetricsListener::open(where->address, where->port, [sources] { return render_metrics(sources); });
}

// Null where the file system has no sockets, say: the server goes on without.
std::unique_ptr<ControlListener> open_control(const CommandContext& context, http::Server& server) {
    auto control = ControlListener::open(
        context.config.data, [&server](v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done) {
            server.administer(std::move(order), std::move(done));
        });
    if (!control) {
        log::warn("control_not_opened", {{"why", control.error().detail}});
    }
    return control ? *std::move(control) : nullptr;
}

int serve_data(const CommandContext& context, DataDirectory& data, const workshop::ServerKey& key,
               const BoardRecord* board) {
    // The queue is there before the server that it reports to, and nothing is committed before the server runs.
    std::atomic<http::Server*> server_to_tell = nullptr;
    storage::CommitQueue commits(*data.store, [&](const Error& error) {
        if (http::Server* server = server_to_tell.load()) {
            server->fail(error);
        }
    });
    CatalogueDirectory directory(data.catalogue);
    const auto access = data.catalogue.access();
    if (!access) {
        return context.fail(access.error());
    }
    const auto users = read_users(*data.store);
    if (!users) {
        return context.fail(users.error());
    }
    const http::Dependencies dependencies{*data.store,
                                          commits,
                                          directory,
                                          key,
                                          context.clock,
                                          *access,
                                          &directory,
                                          &*users,
                                          &directory,
                                          data.erased.get(),
                                          [&](std::int64_t before_ms) { return directory.made_before(before_ms); },
                                          [&](std::string_view slug) { return directory.has_atelier(slug); }};
    const auto server = http::Server::open(options_of(context.config), dependencies);
    if (!server) {
        return context.fail(server.error());
    }
    server_to_tell = server->get();
    const auto metrics = open_metrics(context, {**server, commits, *data.store, context.clock.wall_ms()});
    if (!metrics) {
        return context.fail(metrics.error());
    }
    const auto control = open_control(context, **server);
    Result<void> ended;
    {
        const StopSignals signals([&] { (*server)->stop(); });
        const Watchdog watchdog(**server);
        if (*metrics) {
            print_metrics(context, (*metrics)->port());
        }
        announce(context, (*server)->port(), board, key);
        ended = (*server)->run({[] { tell_supervisor(kReady); }, [] { tell_supervisor(kStopping); }});
    }
    if (!ended) {
        context.fail(ended.error());
        return kExitSyncFailed;
    }
    return kExitOk;
}

}  // namespace

int run_serve_command(const CommandContext& context) {
    std::signal(SIGPIPE, SIG_IGN);  // whoever read our standard output may go; the server stays
    log::set_up(context.config.log_format == LogFormat::Json ? log::Format::Json : log::Format::KeyValue,
                log_level_of(context.config.log_level));
    auto data = open_data_directory(context.config, WhenAbsent::Create);
    if (!data) {
        return context.fail(data.error());
    }
    if (const std::string& damage = data->store->opening_damage(); !damage.empty()) {
        log::error("log_was_damaged", {{"what", damage}});
    }
    if (const auto loaded = load_demo(context, *data); !loaded) {
        return context.fail(loaded.error());
    }
    if (const auto tidied = tidy_users(*data->store, context.clock.wall_ms()); !tidied) {
        return context.fail(tidied.error());
    }
    const auto key = data->catalogue.ensure_server_key();
    if (!key) {
        return context.fail(key.error());
    }
    const auto board = find_board_for_links(context, data->catalogue);
    if (!board) {
        return context.fail(board.error());
    }
    return serve_data(context, *data, *key, *board);
}

}  // namespace atelier::app
