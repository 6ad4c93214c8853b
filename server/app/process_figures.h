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

// What else than connections needs descriptors: the store keeps 256 files open; the rest is for pages, logs, whoever asks
// for figures, and what the libraries take.
inline constexpr std::uint64_t kFilesBesides = 512;

// How many connections a process with this limit of descriptors may hold, kConnectionsMax at the most: a crowd that takes
// them all must not take the store its files. A quarter where the limit is far too low.
std::uint64_t connections_within(std::uint64_t descriptor_limit) noexcept;

// Reads /proc/self, getrusage(2), getrlimit(2).
ProcessFigures read_process_figures();

}  // namespace atelier::app
