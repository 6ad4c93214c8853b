// What a process has used, as the kernel counts it.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace atelier::testing {

// User and system time of all its threads, to the nanosecond.
double cpu_seconds_of(pid_t process);
double cpu_seconds_of_self();
// Of the calling thread, user and system.
double cpu_seconds_of_thread();
struct MemoryBytes {
    std::uint64_t resident = 0;
    // Without the pages of its program and libraries, which other processes share and the system may drop.
    std::uint64_t own = 0;
};
MemoryBytes memory_of(pid_t process);
std::uint64_t resident_bytes_of(pid_t process);
// As many open files as the system allows this process and its children.
void allow_many_files();

}  // namespace atelier::testing
