// Who signs imported ops: actors and voters derived from the source, so that a second import of the same row makes the
// same ids and is recognised. A board id goes in, so that nothing links a person across boards.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "server/base/ids.h"

namespace atelier::app {

// `format` and `source_id` name the row, for instance "polis/voter" and "427". Never 0.
ActorId derive_actor(const BoardId& board, std::string_view format, std::string_view source_id);
VoterId derive_voter(const BoardId& board, std::string_view format, std::string_view source_id);

}  // namespace atelier::app
