// A door of its own for whoever watches the server: GET /metrics gives what `render` says, and nothing else is there.
//
// On a thread of its own, so that it answers when the threads that serve people do not, and never holds them up.
// Bounds: kReadersMax connections; each wait has a deadline.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/async/context_thread.h"
#include "server/async/task_group.h"
#include "server/base/result.h"
#include "server/http/beast.h"

namespace atelier::http {

class MetricsListener {
public:
    static constexpr std::size_t kReadersMax = 8;
    using Render = std::function<std::string()>;  // called on the listener's thread; Prometheus text format 0.0.4

    // Listens, and answers until it is destroyed. What `render` reads outlives it. Config when the address is none, or
    // cannot be listened on. Whether the address is one that strangers reach is its caller's business.
    static Result<std::unique_ptr<MetricsListener>> open(const std::string& address, std::uint16_t port, Render render);
    MetricsListener(const MetricsListener&) = delete;
    MetricsListener& operator=(const MetricsListener&) = delete;
    ~MetricsListener();

    // The port listened on.
    std::uint16_t port() const noexcept { return port_; }

private:
    explicit MetricsListener(Render render);

    static async::Task<void> listen(MetricsListener& self);
    static async::Task<void> serve(MetricsListener& self, Socket socket);
    Response answer(const Request& request) const;

    const Render render_;
    net::io_context context_{1};
    Acceptor acceptor_;
    std::uint16_t port_ = 0;
    async::TaskGroup tasks_;
    bool is_stopping_ = false;
    std::optional<async::ContextThread> thread_;  // last: ends first
};

}  // namespace atelier::http
