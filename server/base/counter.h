// Figures with one writer: as cheap to change as plain numbers, and any thread may read them. What is read of several at a time
// need not fit together to the last one.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace atelier {

// A count, or with subtract() how many there are now. Thread: one writes, any reads.
class Counter {
public:
    Counter() = default;
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;
    ~Counter() = default;

    void add(std::uint64_t count = 1) noexcept { set(value() + count); }
    void subtract(std::uint64_t count = 1) noexcept { set(value() - count); }
    void set(std::uint64_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
    std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_ = 0;
};

// How long something took, in classes that are the same everywhere: those that tell a good day from a bad one.
inline constexpr std::array<double, 13> kLatencyBounds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                          0.025,  0.05,    0.1,    0.25,  1,      5};  // seconds

// What a LatencyHistogram says; of several, added up.
struct LatencyFigures {
    std::array<std::uint64_t, kLatencyBounds.size() + 1>
        counts{};  // up to each bound, not counting those before; the rest
    double sum_s = 0;
};

// Thread: one writes, any reads.
class LatencyHistogram {
public:
    void add(std::chrono::nanoseconds took) noexcept {
        const double seconds = std::chrono::duration<double>(took).count();
        const auto bound = std::lower_bound(kLatencyBounds.begin(), kLatencyBounds.end(), seconds);
        counts_[static_cast<std::size_t>(bound - kLatencyBounds.begin())].add();
        sum_ns_.add(static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0)));
    }
    void add_to(LatencyFigures& figures) const noexcept {
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            figures.counts[i] += counts_[i].value();
        }
        figures.sum_s += static_cast<double>(sum_ns_.value()) / 1e9;
    }

private:
    std::array<Counter, kLatencyBounds.size() + 1> counts_;
    Counter sum_ns_;
};

}  // namespace atelier
