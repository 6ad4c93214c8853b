// A WebSocket to the server from a test or the load generator: bytes in, bytes out, no protocol.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "server/base/ids.h"
#include "server/rehearsal/dial.h"

namespace atelier::test {

// Where a server listens; loopback.
struct Address {
    std::uint16_t port = 0;
    BoardId board;
    std::string origin;  // Origin header; empty = none
};

inline rehearsal::Target target_of(const Address& address) {
    return {"127.0.0.1", address.port, false, address.origin, address.board};
}

class WsLink : public rehearsal::Dial {
public:
    WsLink(boost::asio::io_context& context, const Address& address, Events events)
        : Dial(context, target_of(address), std::move(events)) {}
};

}  // namespace atelier::test
