// systemd, when it is who started the server (Type=notify, WatchdogSec=): it hears when the server serves, stops and lives.
// Started by anybody else, all of this does nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <optional>

#include "server/async/context_thread.h"
#include "server/http/server.h"

namespace atelier::app {

inline constexpr const char* kReady = "READY=1";
inline constexpr const char* kStopping = "STOPPING=1";

// Sends one state of sd_notify(3). That it cannot be sent is logged: the server serves all the same. Any thread.
void tell_supervisor(const char* state);

// While it lives, asks the server's threads whether they come round, twice in the time after which systemd loses
// patience (sd_watchdog_enabled(3)), and tells systemd each time all of them have. A thread that is stuck: not a word.
// The committer is not asked: a disk that is slow to sync is no reason to start again.
class Watchdog {
public:
    // A thread of its own, when systemd wants to hear. `server` outlives this; this outlives its run().
    explicit Watchdog(http::Server& server);
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;
    ~Watchdog();

private:
    void wait();
    void ask();

    http::Server& server_;
    std::chrono::microseconds every_{};
    boost::asio::io_context context_{1};
    boost::asio::steady_timer timer_{context_};
    bool is_asking_ = false;  // on the thread of its own, as all of this
    std::optional<async::ContextThread> thread_;
};

}  // namespace atelier::app
