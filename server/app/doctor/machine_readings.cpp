// SPDX-License-Identifier: MIT
#include "server/app/doctor/machine_readings.h"

#include <sys/resource.h>
#include <sys/timex.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace atelier::app {
namespace {

namespace fs = std::filesystem;
namespace net = boost::asio;

// The number after `key` in a file of "key number" lines.
std::optional<std::uint64_t> read_number_of(const fs::path& file, std::string_view key) {
    std::ifstream in(file);
    std::string word;
    std::uint64_t number = 0;
    while (in >> word) {
        if (word == key && in >> number) {
            return number;
        }
        in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return std::nullopt;
}

std::optional<std::uint64_t> read_number(const fs::path& file) {
    std::ifstream in(file);
    std::uint64_t number = 0;
    return in >> number ? std::optional(number) : std::nullopt;
}

// The number in a lock file may be of another namespace, or of a process that is long gone: the name tells.
bool is_atelier(int process) {
    std::ifstream in("/proc/" + std::to_string(process) + "/comm");
    std::string name;
    return std::getline(in, name) && name == "atelier";
}

// Of the server when there is one and we may ask: a shell's limit says nothing about a service.
void read_open_files(MachineReadings& readings) {
    const int holder = readings.disk.holder.value_or(0);
    rlimit limit{};
    readings.is_of_server = holder > 0 && is_atelier(holder) && ::prlimit(holder, RLIMIT_NOFILE, nullptr, &limit) == 0;
    if (readings.is_of_server || ::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        readings.open_files_max =
            limit.rlim_cur == RLIM_INFINITY ? std::numeric_limits<std::uint64_t>::max() : limit.rlim_cur;
    }
}

// Binds as the server does, and lets go at once. Does not listen: nobody shall be let in who then waits in vain.
int try_binding(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const net::ip::tcp::endpoint endpoint(net::ip::make_address(address, error), port);
    net::io_context context;
    net::ip::tcp::acceptor acceptor(context);
    if (error || acceptor.open(endpoint.protocol(), error)) {
        return error.value();
    }
    acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (endpoint.address().is_v6()) {
        acceptor.set_option(net::ip::v6_only(false), error);
    }
    acceptor.bind(endpoint, error);
    return error.value();
}

std::optional<bool> read_clock_state() {
    timex state{};  // asks, changes nothing
    if (::adjtimex(&state) < 0) {
        return std::nullopt;
    }
    return (state.status & STA_UNSYNC) == 0;
}

std::optional<std::uint64_t> read_memory() {
    const auto kib = read_number_of("/proc/meminfo", "MemAvailable:");
    return kib ? std::optional(*kib * 1024) : std::nullopt;
}

// The group of this process in the one hierarchy of version 2.
std::optional<std::string> read_own_group() {
    std::ifstream in("/proc/self/cgroup");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("0::")) {
            return line.substr(3);
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> read_group_memory(const fs::path& root, const std::string& group) {
    std::optional<std::uint64_t> least;
    const fs::path last = root / "";
    for (fs::path folder = root / fs::path(group).relative_path();; folder = folder.parent_path()) {
        const auto limit = read_number(folder / "memory.max");  // the word "max" is no number: no limit
        const auto used = read_number(folder / "memory.current");
        if (limit && used) {
            // Pages of files that nobody has used lately go when the memory is wanted.
            const auto spare = read_number_of(folder / "memory.stat", "inactive_file").value_or(0);
            const std::uint64_t taken = *used - std::min(*used, spare);
            const std::uint64_t left = *limit - std::min(*limit, taken);
            least = std::min(least.value_or(left), left);
        }
        if (folder == root || folder == last || !folder.has_relative_path()) {
            return least;
        }
    }
}

MachineReadings read_machine(const Config& config, const Clock& clock) {
    MachineReadings readings;
    readings.disk = read_disk(config.data);
    read_open_files(readings);
    readings.port_error = try_binding(config.listen, config.port);
    if (config.metrics_listen) {
        readings.metrics_port_error = try_binding(config.metrics_listen->address, config.metrics_listen->port);
    }
    readings.clock_synchronised = read_clock_state();
    readings.wall_ms = clock.wall_ms();
    readings.memory_bytes = read_memory();
    if (const auto group = read_own_group()) {
        readings.group_memory_bytes = read_group_memory("/sys/fs/cgroup", *group);
    }
    readings.backlog_max = read_number("/proc/sys/net/core/somaxconn");
    return readings;
}

}  // namespace atelier::app
