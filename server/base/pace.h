// How fast somebody may go on: a token bucket, kept as the moment when it would be full again (the generic cell rate
// algorithm, ITU-T I.371).
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace atelier {

struct PaceLimits {
    std::uint32_t per_second = 0;  // > 0
    std::uint32_t burst = 0;       // so many at once, after a while without any
};

// A value. Times are of one clock that does not go back.
class Pace {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    explicit constexpr Pace(PaceLimits limits) noexcept
        : interval_(std::chrono::nanoseconds(std::chrono::seconds(1)) / limits.per_second),
          tolerance_(interval_ * limits.burst) {}

    // So many were taken now, whether or not that was in order.
    void spend(std::size_t count, Time now) noexcept {
        full_at_ = std::max(full_at_, now) + interval_ * static_cast<Duration::rep>(count);
    }
    // How long to wait before the next one is in order; zero when it is now.
    Duration wait(Time now) const noexcept { return std::max(full_at_ - now - tolerance_, Duration::zero()); }

    // Nothing is left of what was taken.
    bool is_whole(Time now) const noexcept { return full_at_ <= now; }

private:
    Duration interval_;
    Duration tolerance_;
    Time full_at_{};
};

}  // namespace atelier
