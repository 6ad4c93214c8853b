// What the system says of this process: memory, descriptors, time on the processor.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace atelier::app {

struct ProcessFigures {
    double cpu_s = 0;                         // user and system
    std::uint64_t resident_bytes = 0;         // in memory; 0 = not known
    std::uint64_t open_descriptors = 0;       // 0 = not known
    std::uint64_t descriptor_limit = 0;       // RLIMIT_NOFILE as it holds; UINT64_MAX = none
    std::uint64_t descriptor_limit_hard = 0;  // what it may be raised to
};

// Reads /proc/self, getrusage(2), getrlimit(2).
ProcessFigures read_process_figures();

}  // namespace atelier::app
