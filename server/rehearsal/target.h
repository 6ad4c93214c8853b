// Where a join link leads: what a browser reads of it, for native clients.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/base/ids.h"
#include "server/base/result.h"

namespace atelier::rehearsal {

struct Target {
    std::string host;  // a name, or an address without brackets
    std::uint16_t port = 0;
    bool tls = false;    // https, wss
    std::string origin;  // Origin header, as a page of that server sends it; empty = none
    BoardId board;

    // For the Host header: the port is left out where it goes without saying.
    std::string authority() const;
    // Of the board's WebSocket.
    std::string path() const;
};

struct JoinLink {
    Target target;
    std::string token;
};

// "https://host[:port]/#b=<board>&t=<token>", also of a screen. Malformed says what is missing; never repeats the token.
Result<JoinLink> parse_join_link(std::string_view link);

}  // namespace atelier::rehearsal
