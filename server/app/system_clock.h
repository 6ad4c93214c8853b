// The real time of day, at the rim of the program.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "server/base/clock.h"

namespace atelier::app {

class SystemClock final : public Clock {
public:
    std::int64_t wall_ms() const override {
        const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
    }
};

}  // namespace atelier::app
