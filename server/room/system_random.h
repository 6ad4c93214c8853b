// Chance from the system's generator, for what must not be guessed: actors, session ids.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/random.h"

namespace atelier::room {

// Thread-safe.
class SystemRandom final : public Random {
public:
    std::uint64_t next() override;
};

}  // namespace atelier::room
