// SPDX-License-Identifier: MIT
#include "tests/simulation/schedule.h"

#include <algorithm>

#include "server/board/hash.h"

namespace atelier::simulation {
namespace {

constexpr std::size_t kLinesMax = 120;  // of a failing run, enough to see what led to it

}  // namespace

void Schedule::at(std::int64_t time_ms, std::function<void()> what) {
    waiting_.emplace(std::pair(std::max(time_ms, now_ms_), count_++), std::move(what));
}

void Schedule::step() {
    auto next = waiting_.extract(waiting_.begin());
    now_ms_ = next.key().first;
    next.mapped()();
}

void Schedule::note(const std::string& line) {
    trace(line);
    lines_.push_back(std::to_string(now_ms_) + " ms  " + line);
    if (lines_.size() > kLinesMax) {
        lines_.pop_front();
    }
}

void Schedule::trace(BytesView bytes) {
    trace_hash_ = board::HashWriter().u64(trace_hash_).u64(static_cast<std::uint64_t>(now_ms_)).text(bytes).finish();
}

}  // namespace atelier::simulation
