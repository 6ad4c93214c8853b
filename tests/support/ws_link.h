// A WebSocket to the server from a test or the load generator: bytes in, bytes out, no protocol.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/base/bytes.h"
#include "server/base/ids.h"

namespace atelier::test {

// Where a server listens; loopback.
struct Address {
    std::uint16_t port = 0;
    BoardId board;
    std::string origin;  // Origin header; empty = none
};

// Thread: the one that runs the io_context. Callbacks come from there, never from inside a call. The io_context outlives
// the link; a link that is destroyed drops its connection and calls nobody.
class WsLink {
public:
    struct Events {
        std::function<void()> on_open;
        std::function<void(BytesView)> on_frame;
        // Once, also when the connection could not be made. The close code, when the peer gave one.
        std::function<void(std::optional<std::uint16_t>)> on_closed;
    };

    WsLink(boost::asio::io_context& context, const Address& address, Events events);
    WsLink(const WsLink&) = delete;
    WsLink& operator=(const WsLink&) = delete;
    ~WsLink();

    // Queues one message. Ignored after the end.
    void send(Bytes message, bool is_binary = true);
    // Cuts the connection without a word, as a dead network does.
    void cut();
    // From now on takes nothing more from the socket: a reader that hangs.
    void stop_reading();

private:
    struct Connection;
    std::shared_ptr<Connection> connection_;
};

}  // namespace atelier::test
