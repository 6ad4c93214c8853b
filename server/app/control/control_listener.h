// The server's end of the socket in the data directory (control_socket.h): one order a connection, one answer.
//
// Only the user that the server runs as, and root, are heard; nobody else could open the file in the first place. On a thread of
// its own. Bounds: kCallersMax connections, kOrderBytesMax of an order; each wait has a deadline.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/local/stream_protocol.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "atelier/v1/control.pb.h"
#include "server/async/context_thread.h"
#include "server/async/task_group.h"
#include "server/base/result.h"

namespace atelier::app {

class ControlListener {
public:
    static constexpr std::size_t kCallersMax = 4;
    // Called on the listener's thread; `done` is told on any thread, once or, when what acts has ended, never.
    using Act = std::function<void(v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done)>;

    // Listens until it is destroyed; takes the place of a socket that a killed server left. Io, Config (a path too long) when it
    // cannot. REQUIRES: this process has the directory.
    static Result<std::unique_ptr<ControlListener>> open(const std::filesystem::path& data, Act act);
    ControlListener(const ControlListener&) = delete;
    ControlListener& operator=(const ControlListener&) = delete;
    ~ControlListener();

private:
    using Local = boost::asio::local::stream_protocol;
    using Socket = boost::asio::basic_stream_socket<Local, async::Executor>;
    using Acceptor = boost::asio::basic_socket_acceptor<Local, async::Executor>;

    ControlListener(std::filesystem::path path, Act act);

    Result<void> listen_there();
    static async::Task<void> listen(ControlListener& self);
    static async::Task<void> serve(ControlListener& self, Socket socket);
    async::Task<v1::AccountAnswer> ask(v1::AccountOrder order);

    const std::filesystem::path path_;
    const Act act_;
    boost::asio::io_context context_{1};
    Acceptor acceptor_;
    async::TaskGroup tasks_;
    bool is_stopping_ = false;
    std::optional<async::ContextThread> thread_;  // last: ends first
};

}  // namespace atelier::app
