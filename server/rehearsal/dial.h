// A WebSocket to a server, with or without TLS: bytes in, bytes out, no protocol. Native clients are made with it: the
// dress rehearsal, tests, load.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/base/bytes.h"
#include "server/rehearsal/target.h"

namespace atelier::rehearsal {

// Thread: the one that runs the io_context. Callbacks come from there, never from inside a call. The io_context outlives
// the dial; one that is destroyed drops its connection and calls nobody.
class Dial {
public:
    struct Events {
        std::function<void()> on_open;
        std::function<void(BytesView)> on_frame;
        // Once, also when the connection could not be made. The close code, when the peer gave one.
        std::function<void(std::optional<std::uint16_t>)> on_closed;
        // Before on_closed, when there was never a WebSocket: what was in the way, in the system's words.
        std::function<void(const std::string&)> on_refused;
    };

    // Starts at once. Certificates are checked against the system's authorities.
    Dial(boost::asio::io_context& context, const Target& target, Events events);
    Dial(const Dial&) = delete;
    Dial& operator=(const Dial&) = delete;
    ~Dial();

    // Queues one message. Ignored after the end.
    void send(Bytes message, bool is_binary = true);
    // Cuts the connection without a word, as a dead network does.
    void cut();
    // From now on takes nothing more from the socket: a reader that hangs.
    void stop_reading();

private:
    class Connection;
    template <class Stream>
    class StreamConnection;
    std::shared_ptr<Connection> connection_;
};

}  // namespace atelier::rehearsal
