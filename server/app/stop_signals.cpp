// SPDX-License-Identifier: MIT
#include "server/app/stop_signals.h"

#include <csignal>

namespace atelier::app {

StopSignals::StopSignals(std::function<void()> on_stop) : signals_(context_, SIGTERM, SIGINT) {
    signals_.async_wait([this, on_stop = std::move(on_stop)](const boost::system::error_code& error, int) {
        if (error) {
            return;
        }
        // From here on the default is back: the next signal kills.
        boost::system::error_code ignored;
        signals_.clear(ignored);
        on_stop();
    });
    thread_ = std::thread([this] { context_.run(); });
}

StopSignals::~StopSignals() {
    context_.stop();
    thread_.join();
}

}  // namespace atelier::app
