// What a request target asks for. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/base/ids.h"

namespace atelier::http {

struct Route {
    enum class Kind : std::uint8_t {
        Health,      // /healthz
        Ready,       // /readyz
        WebSocket,   // /api/v1/boards/<board>/ws (rule W1)
        Sync,        // /api/v1/boards/<board>/sync (rule W2)
        Invitation,  // /api/v1/boards/<board>/invitation
        File,        // anything else that is a path
        Nothing,     // not a path, or an unknown one under /api/
    };

    Kind kind = Kind::Nothing;
    BoardId board;     // WebSocket, Sync, Invitation
    std::string path;  // File: absolute, without query; as sent, never decoded or resolved
};

Route parse_route(std::string_view target);

}  // namespace atelier::http
