// The frame that a piece of the past begins with, as whoever plays it has it.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/history/keyframe.h"
#include "storage/compression.h"
#include "tests/support/catch.h"

namespace atelier::test {

inline Bytes whole_frame(const history::Keyframe& keyframe) {
    const Bytes state = keyframe.is_packed ? storage::decompress(keyframe.state).value() : keyframe.state;
    REQUIRE(state.size() == keyframe.size);
    return keyframe.head + state;
}

}  // namespace atelier::test
