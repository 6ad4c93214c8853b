// Who asks over plain HTTP: `Authorization: Bearer <token>`, never in the address, which is logged.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "server/base/error.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/http/beast.h"
#include "server/room/board_directory.h"
#include "server/workshop/capability.h"

namespace atelier::http {

// A request's header; empty when it has none. Looks into the request.
std::string_view header(const Request& request, Field field);

// A right on a board, and the board.
struct Bearer {
    workshop::Capability capability;
    room::BoardListing listing;
};

// BadToken for a token that is none or for another board, also when there is no such board; ExpiredToken. Any thread.
Result<Bearer> read_bearer(const Request& request, const BoardId& board, const room::BoardDirectory& directory,
                           const workshop::ServerKey& key, std::int64_t now_ms);

// problem+json (RFC 9457) with a sentence in the language of Accept-Language.
Response make_problem(const Request& request, Status status, ErrorCode code);

}  // namespace atelier::http
