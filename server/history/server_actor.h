// Who signs what the server itself puts into a history.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/ids.h"

namespace atelier::history {

// Never given to anybody, and no device.
inline constexpr ActorId kServerActor{~std::uint64_t{0}};

}  // namespace atelier::history
