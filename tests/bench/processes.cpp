// SPDX-License-Identifier: MIT
#include "tests/bench/processes.h"

#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <string>

#include "tests/bench/measure.h"

namespace atelier::testing {
namespace {

// What the scheduler counted to the nanosecond. The times of getrusage() and /proc are those at its ticks, which leave out
// whatever sleeps again before the next one.
double seconds_of(clockid_t clock) {
    timespec time{};
    require(::clock_gettime(clock, &time) == 0, "no such process");
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

double cpu_seconds_of(pid_t process) {
    clockid_t clock{};
    require(::clock_getcpuclockid(process, &clock) == 0, "no such process");
    return seconds_of(clock);
}

double cpu_seconds_of_self() {
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double cpu_seconds_of_thread() {
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

MemoryBytes memory_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    std::uint64_t of_files = 0;
    file >> total >> resident >> of_files;
    require(resident > 0, "no such process");
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return {resident * page, (resident - of_files) * page};
}

std::uint64_t resident_bytes_of(pid_t process) {
    return memory_of(process).resident;
}

void allow_many_files() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace atelier::testing
