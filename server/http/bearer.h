// Who asks over plain HTTP: `Authorization: Bearer <token>`, never in the address, which is logged.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "server/base/error.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/http/beast.h"
#include "server/room/access.h"
#include "server/room/board_directory.h"
#include "server/workshop/capability.h"

namespace atelier::http {

// A request's header; empty when it has none. Looks into the request.
std::string_view header(const Request& request, Field field);

// A header by its name; as above.
std::string_view header(const Request& request, std::string_view name);

// What is needed to judge a token. All outlive it; `access` is of the thread that asks.
struct TokenDesk {
    const room::BoardDirectory& directory;
    const workshop::ServerKey& key;
    const room::Access& access;
    std::int64_t now_ms = 0;
};

// A right on a board, and the board.
struct Bearer {
    workshop::Capability capability;
    room::BoardListing listing;
};

// BadToken for a token that is none or for another board, also when there is no such board; ExpiredToken; Revoked.
Result<Bearer> read_bearer(const Request& request, const BoardId& board, const TokenDesk& desk);

// The same for what facilitators alone may do: NotAllowed for other roles.
Result<Bearer> read_facilitator(const Request& request, const BoardId& board, const TokenDesk& desk);

// problem+json (RFC 9457) with a sentence in the language of Accept-Language.
Response make_problem(const Request& request, Status status, ErrorCode code);

// For whom one of these two does not let in: 403 for NotAllowed, else 401.
Response make_refusal(const Request& request, ErrorCode code);

}  // namespace atelier::http
