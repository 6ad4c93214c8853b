// SPDX-License-Identifier: MIT
#include "server/http/listener.h"

#include <boost/asio/ip/v6_only.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/async/log.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

using namespace std::chrono_literals;

constexpr auto kPauseMin = std::chrono::milliseconds(10);
constexpr auto kPauseMax = std::chrono::milliseconds(1000);

Error cannot_listen(const std::string& address, std::uint16_t port, const boost::system::error_code& error) {
    return Error(ErrorCode::Config,
                 "cannot listen on " + address + " port " + std::to_string(port) + ": " + error.message());
}

}  // namespace

Result<Acceptor> open_acceptor(async::Executor executor, const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto ip = net::ip::make_address(address, error);
    if (error) {
        return Error(ErrorCode::Config, "'" + address + "' is not an IPv4 or IPv6 address");
    }
    const Tcp::endpoint endpoint(ip, port);
    Acceptor acceptor(executor);
    if (acceptor.open(endpoint.protocol(), error)) {
        return cannot_listen(address, port, error);
    }
    acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (ip.is_v6()) {
        acceptor.set_option(net::ip::v6_only(false), error);
    }
    if (acceptor.bind(endpoint, error) || acceptor.listen(net::socket_base::max_listen_connections, error)) {
        return cannot_listen(address, port, error);
    }
    return acceptor;
}

async::Task<void> run_listener(Acceptor& acceptor, Services& services) {
    async::Timer pause(acceptor.get_executor());
    auto pause_for = kPauseMin;
    std::size_t turn = 0;
    while (acceptor.is_open()) {
        const bool is_full = services.connections.load() >= services.connections_max;
        boost::system::error_code error;
        if (!is_full) {
            Socket socket(acceptor.get_executor());
            const auto [accept_error] = co_await acceptor.async_accept(socket, async::use_task_tuple);
            error = accept_error;
            if (!error) {
                ++services.connections_accepted;
                auto counted = std::make_unique<CountedConnection>(services.connections);
                auto arrival = std::make_unique<Handover>(std::move(socket), std::move(counted));
                services.workers[turn++ % services.workers.size()]->post_connection(std::move(arrival));
                pause_for = kPauseMin;
                continue;
            }
        }
        if (!acceptor.is_open()) {
            break;
        }
        ++services.accept_pauses;
        log::warn("accept_paused", {{"why", is_full ? std::string("too many connections") : error.message()}});
        pause.expires_after(pause_for);
        co_await pause.async_wait(async::use_task_tuple);
        pause_for = std::min(pause_for * 2, kPauseMax);
    }
}

}  // namespace atelier::http
