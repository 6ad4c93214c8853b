// Chance comes in from outside, so that everything above can be simulated from a seed.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace atelier {

class Random {
public:
    Random() = default;
    Random(const Random&) = delete;
    Random& operator=(const Random&) = delete;
    virtual ~Random() = default;

    // 64 uniformly distributed bits. Thread-safety is that of the implementation.
    virtual std::uint64_t next() = 0;

    // Uniform enough in [0, bound) for bounds far below 2^64. REQUIRES: bound > 0.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
};

// SplitMix64 (Steele, Lea, Flood 2014): small, seedable, good enough for jitter and tests, not for secrets.
// Not thread-safe.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() override {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

private:
    std::uint64_t state_;
};

}  // namespace atelier
