// SPDX-License-Identifier: MIT
#include "server/room/system_random.h"

#include <sodium.h>

namespace atelier::room {

std::uint64_t SystemRandom::next() {
    std::uint64_t bits = 0;
    randombytes_buf(&bits, sizeof bits);
    return bits;
}

}  // namespace atelier::room
