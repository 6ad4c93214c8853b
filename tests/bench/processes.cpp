// SPDX-License-Identifier: MIT
#include "tests/bench/processes.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/bench/measure.h"

namespace atelier::testing {
namespace {

double cpu_seconds(int whose) {
    rusage usage{};
    ::getrusage(whose, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

double cpu_seconds_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    const std::size_t name_end = line.rfind(')');
    require(name_end != std::string::npos, "no such process");
    std::istringstream fields(line.substr(name_end + 2));
    constexpr int kBefore = 11;  // fields between the name and utime (proc(5))
    std::string skipped;
    for (int i = 0; i < kBefore; ++i) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double cpu_seconds_of_self() {
    return cpu_seconds(RUSAGE_SELF);
}

double cpu_seconds_of_thread() {
    return cpu_seconds(RUSAGE_THREAD);
}

std::uint64_t resident_bytes_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    file >> total >> resident;
    require(resident > 0, "no such process");
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void allow_many_files() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace atelier::testing
