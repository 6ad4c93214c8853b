// SPDX-License-Identifier: MIT
#include "server/http/server.h"

#include <boost/asio/post.hpp>

#include <sodium.h>

#include <optional>
#include <utility>

#include "server/async/context_thread.h"
#include "server/async/log.h"
#include "server/base/check.h"
#include "server/http/account_orders.h"
#include "server/http/listener.h"
#include "server/http/services.h"
#include "server/http/worker.h"

namespace atelier::http {

struct Server::State {
    explicit State(const Dependencies& dependencies) : services(dependencies) {}

    // On the first worker's thread.
    void begin_stop() {
        if (services.is_stopping.exchange(true)) {
            return;
        }
        log::info("stopping", {{"connections", std::uint64_t{services.connections.load()}}});
        if (events.on_stopping) {
            events.on_stopping();
        }
        boost::system::error_code ignored;
        acceptor->close(ignored);
        for (const auto& worker : services.workers) {
            worker->post_stop();
        }
    }

    // From thread to thread, and back to the first one.
    void pass_round(std::size_t next, std::function<void()> on_answer) {
        const bool is_last = next == services.workers.size();
        net::io_context& context = services.workers[is_last ? 0 : next]->context();
        net::post(context, [this, next, is_last, on_answer = std::move(on_answer)]() mutable {
            if (is_last) {
                on_answer();
            } else {
                pass_round(next + 1, std::move(on_answer));
            }
        });
    }

    LifeEvents events;  // as run() was given them
    Services services;
    std::optional<Acceptor> acceptor;  // on the first worker
    std::uint16_t port = 0;
    std::optional<Error> failure;  // on the first worker's thread; read when it has ended
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, const Dependencies& dependencies) {
    ATELIER_CHECK(sodium_init() >= 0);
    auto state = std::make_unique<State>(dependencies);
    Services& services = state->services;
    if (!options.web_root.empty()) {
        ATELIER_TRY_ASSIGN(services.site, StaticSite::open(options.web_root));
    }
    services.pace = options.pace;
    services.connections_max = options.connections_max;
    services.ballots_kept = options.ballots_kept;
    services.origins.allowed = std::move(options.allowed_origins);
    if (const std::string own = origin_of_url(options.public_url); !own.empty()) {
        services.origins.allowed.push_back(own);
    }
    const unsigned threads = options.threads == 0 ? async::core_count() : options.threads;
    for (unsigned i = 0; i < threads; ++i) {
        services.workers.push_back(std::make_unique<Worker>(services));
    }
    Worker& first = *services.workers.front();
    ATELIER_TRY_ASSIGN(Acceptor acceptor, open_acceptor(first.executor(), options.address, options.port));
    boost::system::error_code ignored;
    state->port = acceptor.local_endpoint(ignored).port();
    state->acceptor = std::move(acceptor);
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const noexcept {
    return state_->port;
}

Result<void> Server::run(LifeEvents events) {
    state_->events = std::move(events);
    Services& services = state_->services;
    for (const auto& worker : services.workers) {
        worker->start();
    }
    services.workers.front()->life().spawn("listener", run_listener(*state_->acceptor, services));
    ask_alive([state = state_.get()] {
        if (state->events.on_serving && !state->services.is_stopping) {
            state->events.on_serving();
        }
    });
    log::info("listening",
              {{"port", std::uint64_t{state_->port}}, {"threads", std::uint64_t{services.workers.size()}}});
    {
        std::vector<std::unique_ptr<async::ContextThread>> threads;
        for (const auto& worker : services.workers) {
            threads.push_back(
                std::make_unique<async::ContextThread>(worker->context(), "worker-" + std::to_string(threads.size())));
        }
    }
    // No thread is left that could want more; what still comes back from these finds nobody.
    services.dependencies.commits.stop();
    services.pool.join();
    services.history_pool.join();
    services.picture_pool.join();
    services.account_pool.join();
    log::info("stopped", {});
    if (state_->failure) {
        return *state_->failure;
    }
    return {};
}

void Server::stop() {
    net::post(state_->services.workers.front()->context(), [state = state_.get()] { state->begin_stop(); });
}

void Server::fail(const Error& error) {
    state_->services.has_failed = true;
    net::post(state_->services.workers.front()->context(), [state = state_.get(), error] {
        if (!state->failure) {
            state->failure = error;
            log::error("store_failed", {{"code", error_name(error.code)}, {"why", error.detail}});
        }
        state->begin_stop();
    });
}

ServerFigures Server::figures() const {
    const Services& services = state_->services;
    ServerFigures figures;
    figures.connections = services.connections.load();
    figures.connections_accepted = services.connections_accepted.load();
    figures.accept_pauses = services.accept_pauses.load();
    figures.origins_refused = services.origins_refused.load();
    figures.readers_cut = services.readers_cut.load();
    for (const auto& worker : services.workers) {
        figures.long_polls += worker->polls().session_count();
        worker->shard().figures().add_to(figures.rooms);
    }
    return figures;
}

void Server::administer(v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done) {
    Worker& there = state_->services.worker_of_accounts();
    net::post(there.context(), [&there, order = std::move(order), done = std::move(done)] {
        there.life().spawn("account_order", carry_out_order(there, order, done));
    });
}

void Server::ask_alive(std::function<void()> on_answer) {
    state_->pass_round(0, std::move(on_answer));
}

}  // namespace atelier::http
