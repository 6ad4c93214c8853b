// A native client: the same ClientSession as in the browser, over a real WebSocket. Reconnects by itself. The load
// generator and the integration tests are made of these.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/base/random.h"
#include "server/client/client_session.h"
#include "tests/support/ws_link.h"

namespace atelier::test {

// Thread: the one that runs the io_context.
class WsClient {
public:
    WsClient(boost::asio::io_context& context, const Address& address, const std::string& token, std::uint64_t seed);
    WsClient(const WsClient&) = delete;
    WsClient& operator=(const WsClient&) = delete;
    ~WsClient() = default;

    void connect();
    // Goes offline without a word; stays so until connect().
    void disconnect();
    // The server is elsewhere now (a restart on another port).
    void set_port(std::uint16_t port) { address_.port = port; }

    client::ClientSession& session() noexcept { return session_; }
    // After gestures: saves what there is to save ("this device's disk" is memory here) and sends what may leave.
    void pump();
    // What a life that comes after this one would take up (ClientSession::restore).
    const Bytes& disk() const noexcept { return disk_; }
    bool is_live() const noexcept { return session_.link() == client::Link::Live; }
    // Of the last connection that ended.
    std::optional<std::uint16_t> close_code() const noexcept { return close_code_; }
    std::uint64_t connections() const noexcept { return connections_; }

    // Called after each frame from the server was handled.
    std::function<void()> on_change;

private:
    void on_frame(BytesView frame);
    void on_closed(std::optional<std::uint16_t> code);
    void reconnect_soon();

    boost::asio::io_context& context_;
    Address address_;
    SeededRandom random_;
    client::ClientSession session_;
    boost::asio::steady_timer retry_;
    std::unique_ptr<WsLink> link_;
    Bytes disk_;
    std::optional<std::uint16_t> close_code_;
    std::uint64_t connections_ = 0;
    bool wants_connection_ = false;
};

// Runs the context until `done`; false after `seconds`, which is far more than anything takes: a failure, not a measure.
bool run_until(boost::asio::io_context& context, const std::function<bool()>& done, int seconds = 60);
// Pumps the clients until each is live and nothing waits in it; false as run_until().
bool run_until_settled(boost::asio::io_context& context, const std::vector<WsClient*>& clients);

}  // namespace atelier::test
