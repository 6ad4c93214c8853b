// The machine as it is now, in numbers: what the checks of `atelier doctor` judge. Reads, decides nothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <optional>

#include "server/app/config.h"
#include "server/app/doctor/disk_readings.h"
#include "server/base/clock.h"

namespace atelier::app {

// What cannot be read is empty.
struct MachineReadings {
    DiskReadings disk;
    std::optional<std::uint64_t> open_files_max;  // RLIMIT_NOFILE
    bool is_of_server = false;                    // that limit is of the server that runs; else of this process
    std::optional<int> port_error;                // errno of binding the address and port; 0 = free
    std::optional<int> metrics_port_error;        // the same for metrics-listen; empty when there is none
    std::optional<bool> clock_synchronised;       // as the kernel was told
    std::int64_t wall_ms = 0;
    std::optional<std::uint64_t> memory_bytes;        // that programs could still take
    std::optional<std::uint64_t> group_memory_bytes;  // up to the limit of the control group; empty when there is none
    std::optional<std::uint64_t> backlog_max;         // net.core.somaxconn
};

// Reads all of it.
MachineReadings read_machine(const Config& config, const Clock& clock);

// Bytes that a process of control group `group` ("/system.slice/x.service") can still take, below `root`, where the
// groups (version 2) are mounted: the least of the limits on the way up. Empty when none of them has a limit.
std::optional<std::uint64_t> read_group_memory(const std::filesystem::path& root, const std::string& group);

}  // namespace atelier::app
