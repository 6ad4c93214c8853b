// SPDX-License-Identifier: MIT
#include "server/app/supervisor.h"

#include <boost/asio/post.hpp>

#include <systemd/sd-daemon.h>

#include <system_error>

#include "server/async/log.h"

namespace atelier::app {
namespace {

constexpr int kKeepEnvironment = 0;  // of sd_notify(3): to take variables out is not safe among threads

}  // namespace

void tell_supervisor(const char* state) {
    if (const int sent = sd_notify(kKeepEnvironment, state); sent < 0) {
        log::warn("supervisor_not_told", {{"what", state}, {"why", std::generic_category().message(-sent)}});
    }
}

Watchdog::Watchdog(http::Server& server) : server_(server) {
    std::uint64_t patience_us = 0;
    const int wanted = sd_watchdog_enabled(kKeepEnvironment, &patience_us);
    if (wanted < 0) {
        log::warn("watchdog_not_understood", {{"why", std::generic_category().message(-wanted)}});
    }
    if (wanted <= 0) {
        return;
    }
    every_ = std::chrono::microseconds(patience_us / 2);
    wait();
    thread_.emplace(context_, "watchdog");
}

Watchdog::~Watchdog() {
    context_.stop();
}

void Watchdog::wait() {
    timer_.expires_after(every_);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) {
            ask();
            wait();
        }
    });
}

void Watchdog::ask() {
    if (is_asking_) {
        log::warn("threads_do_not_answer", {{"since_ms", static_cast<std::uint64_t>(every_.count()) / 1000}});
        return;
    }
    is_asking_ = true;
    // Told from here: a systemd that does not read must not hold up a thread of the server.
    server_.ask_alive([this] {
        boost::asio::post(context_, [this] {
            is_asking_ = false;
            tell_supervisor("WATCHDOG=1");
        });
    });
}

}  // namespace atelier::app
