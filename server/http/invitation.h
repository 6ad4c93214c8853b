// POST /api/v1/boards/<board>/invitation: a facilitator's page asks for the link that lets participants in, to show it as a QR
// code. The token is the facilitator's own right, made smaller: a participant's, for the same board or atelier, as long.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/ids.h"
#include "server/http/beast.h"
#include "server/room/board_directory.h"
#include "server/workshop/capability.h"

namespace atelier::http {

// `Authorization: Bearer <token>` shows who asks. 200 with {"token":"…","expires":ms}; 401 for a token that is none, past its
// date or for another board, 403 for any role but the facilitator's, as problem+json (RFC 9457) with a sentence in the
// language of Accept-Language; 405 for other methods. Any thread.
Response answer_invitation(const Request& request, const BoardId& board, const room::BoardDirectory& directory,
                           const workshop::ServerKey& key, std::int64_t now_ms);

}  // namespace atelier::http
