// SPDX-License-Identifier: MIT
#include "server/app/process_figures.h"

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>

#include "server/base/limits.h"

namespace atelier::app {
namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::uint64_t limit_of(rlim_t limit) {
    return limit == RLIM_INFINITY ? std::numeric_limits<std::uint64_t>::max() : limit;
}

std::uint64_t read_resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    std::uint64_t resident = 0;
    statm >> pages >> resident;
    return statm ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

std::uint64_t count_descriptors() {
    std::error_code error;
    std::uint64_t count = 0;
    for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end; !error && entry != end;
         entry.increment(error)) {
        ++count;
    }
    return count > 0 ? count - 1 : 0;  // without the one that looks
}

}  // namespace

std::uint64_t connections_within(std::uint64_t descriptor_limit) noexcept {
    const std::uint64_t rest = descriptor_limit - std::min(descriptor_limit, kFilesBesides);
    return std::min<std::uint64_t>(std::max(rest, descriptor_limit / 4), limits::kConnectionsMax);
}

ProcessFigures read_process_figures() {
    ProcessFigures figures;
    rusage used{};
    if (::getrusage(RUSAGE_SELF, &used) == 0) {
        figures.cpu_s = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
    }
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        figures.descriptor_limit = limit_of(limit.rlim_cur);
        figures.descriptor_limit_hard = limit_of(limit.rlim_max);
    }
    figures.resident_bytes = read_resident_bytes();
    figures.open_descriptors = count_descriptors();
    return figures;
}

}  // namespace atelier::app
