// Time comes in from outside, so that everything above can be simulated.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace atelier {

class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    // Milliseconds since 1970-01-01 UTC. May jump; never use it to measure a duration. Thread-safe.
    virtual std::int64_t wall_ms() const = 0;
};

}  // namespace atelier
