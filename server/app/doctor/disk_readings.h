// What the disk below the data directory is and does. Leaves nothing behind, and does not disturb a server that runs there.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <optional>
#include <string>

namespace atelier::app {

// What cannot be read is empty.
struct DiskReadings {
    std::string place;                // where the rest was read: the directory, or the nearest above it that is there
    bool exists = false;              // the directory itself is there
    std::optional<int> holder;        // process that has it open; 0 = one that does not say its number
    std::optional<unsigned> mode;     // permission bits of the directory itself
    std::optional<int> write_error;   // errno of making, writing and syncing a file in `place`; 0 = it can be done
    std::optional<std::string> type;  // of the file system: "ext4"
    std::optional<std::uint64_t> free_bytes;               // for who is not root
    std::optional<std::chrono::microseconds> sync_median;  // of small appends, each with its fdatasync
};

// Reads all of it, in three seconds at most, on a disk that hangs for as long as it hangs.
DiskReadings read_disk(const std::filesystem::path& directory);

// The type of the file system that holds `place`, which is absolute and without links. `mounts` is as /proc/self/mountinfo.
std::optional<std::string> find_file_system(std::istream& mounts, const std::filesystem::path& place);

}  // namespace atelier::app
