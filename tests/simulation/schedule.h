// Virtual time: what happens, in an order that the seed decides, in one thread; and the story of what happened.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "server/base/bytes.h"
#include "server/base/random.h"

namespace atelier::simulation {

// Not thread-safe. Every delay, order and fault of a run comes from chance(), so that one seed is one run.
class Schedule {
public:
    explicit Schedule(std::uint64_t seed) : random_(seed) {}

    // Virtual milliseconds since the run began.
    std::int64_t now_ms() const noexcept { return now_ms_; }
    void at(std::int64_t time_ms, std::function<void()> what);
    void after(std::int64_t delay_ms, std::function<void()> what) { at(now_ms_ + delay_ms, std::move(what)); }
    // Lets the next thing happen. REQUIRES: something waits.
    void step();
    bool empty() const noexcept { return waiting_.empty(); }

    SeededRandom& chance() noexcept { return random_; }
    // In [0, most].
    std::int64_t up_to(std::int64_t most) {
        return static_cast<std::int64_t>(random_.below(static_cast<std::size_t>(most) + 1));
    }
    // True once in `n`; never for 0.
    bool one_in(std::size_t n) { return n != 0 && random_.below(n) == 0; }

    // A line of the story, and part of the trace.
    void note(const std::string& line);
    // Part of the trace alone: what was on the wire and on disk.
    void trace(BytesView bytes);
    // Over everything noted and traced, in order: equal for equal runs.
    std::uint64_t trace_hash() const noexcept { return trace_hash_; }
    const std::deque<std::string>& last_lines() const noexcept { return lines_; }

private:
    SeededRandom random_;
    std::int64_t now_ms_ = 0;
    std::uint64_t count_ = 0;
    std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>>
        waiting_;  // equal times: as they were asked for
    std::uint64_t trace_hash_ = 0;
    std::deque<std::string> lines_;
};

}  // namespace atelier::simulation
