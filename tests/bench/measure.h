// What the benchmarks share: the processor's time, the best of several runs, one JSON object a line.
// Times are of the processor, not of the wall: nothing here waits, and a busy machine should not show.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace atelier::testing {

inline void report(const std::string& name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name.c_str(), value, unit);
    std::fflush(stdout);
}

// A benchmark of wrong answers is worth nothing: ends the program.
inline void require(bool condition, const char* what) {
    if (!condition) {
        std::fprintf(stderr, "benchmark: %s\n", what);
        std::exit(1);
    }
}

inline double now_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Milliseconds of the processor that `work` takes once.
template <class F>
double timed(F work) {
    const double start = now_ms();
    work();
    return now_ms() - start;
}

// Of the wall's clock, from any start: for what waits for another process.
inline double wall_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// The least of several runs: what else the machine does can only add. `run` returns milliseconds.
template <class F>
double best_ms(int times, F run) {
    double best = run();
    for (int i = 1; i < times; ++i) {
        best = std::min(best, run());
    }
    return best;
}

}  // namespace atelier::testing
