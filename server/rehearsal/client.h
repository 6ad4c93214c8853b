// A native client: the same ClientSession as in the browser, over a real WebSocket. Reconnects by itself. The dress
// rehearsal, the load generator of crashes and the integration tests are made of these.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/base/random.h"
#include "server/client/client_session.h"
#include "server/rehearsal/dial.h"

namespace atelier::rehearsal {

// How long to wait before the next try: `first`, twice as long each time up to `most`, and up to as much again by chance,
// so that a room whose server comes back does not come back as one.
struct BackOff {
    std::chrono::milliseconds first{500};  // rule W22
    std::chrono::milliseconds most{15'000};
};

// Thread: the one that runs the io_context.
class Client {
public:
    Client(boost::asio::io_context& context, Target target, const std::string& token, std::uint64_t seed,
           BackOff back_off = {});
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() = default;

    void connect();
    // Goes offline without a word; stays so until connect().
    void disconnect();
    // The server is elsewhere now (a restart on another port).
    void set_port(std::uint16_t port) { target_.port = port; }

    client::ClientSession& session() noexcept { return session_; }
    // After gestures: saves what there is to save ("this device's disk" is memory here) and sends what may leave.
    void pump();
    // What a life that comes after this one would take up (ClientSession::restore).
    const Bytes& disk() const noexcept { return disk_; }
    bool is_live() const noexcept { return session_.link() == client::Link::Live; }
    // Of the last connection that ended.
    std::optional<std::uint16_t> close_code() const noexcept { return close_code_; }
    // Connections that became a WebSocket, so far.
    std::uint64_t connections() const noexcept { return connections_; }
    // Not live because the server asked it to come back: for a reveal, or because the server stops. No line was cut.
    bool is_asked_back() const noexcept { return is_asked_back_; }
    // Why the last one that did not, did not; empty when each did.
    const std::string& why_refused() const noexcept { return why_refused_; }

    // Called after each frame from the server was handled, and after each end of a connection.
    std::function<void()> on_change;

private:
    void on_frame(BytesView frame);
    void on_closed(std::optional<std::uint16_t> code);
    void reconnect_soon();

    boost::asio::io_context& context_;
    Target target_;
    SeededRandom random_;
    client::ClientSession session_;
    BackOff back_off_;
    std::chrono::milliseconds wait_;
    boost::asio::steady_timer retry_;
    std::unique_ptr<Dial> dial_;
    Bytes disk_;
    std::optional<std::uint16_t> close_code_;
    std::uint64_t connections_ = 0;
    std::string why_refused_;
    bool wants_connection_ = false;
    bool is_waiting_ = false;  // for the next try
    bool is_asked_back_ = false;
};

}  // namespace atelier::rehearsal
