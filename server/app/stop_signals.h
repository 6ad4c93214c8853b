// SIGTERM and SIGINT as a request to stop in good order; the second one ends the process as if nobody listened.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <functional>
#include <thread>

namespace atelier::app {

// Listens on a thread of its own while it lives. One at a time in a process.
class StopSignals {
public:
    // `on_stop` runs on that thread, once.
    explicit StopSignals(std::function<void()> on_stop);
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    ~StopSignals();

private:
    boost::asio::io_context context_;
    boost::asio::signal_set signals_;
    std::thread thread_;
};

}  // namespace atelier::app
