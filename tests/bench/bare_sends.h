// What the kernel takes for frames to many sockets when a program does nothing else: what the server's figures are held
// against.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace atelier::testing {

// Frames a second that one core sends when it does nothing else: send() to each socket in turn. Nobody reads meanwhile.
double measure_ceiling(std::size_t sockets, std::size_t frame_bytes);

// The same with somebody to wake: another thread sleeps on all the receivers and reads, as a load process does. What the
// kernel does to wake it is the sender's.
double measure_ceiling_with_reader(std::size_t sockets, std::size_t frame_bytes);

struct BareWork {
    std::size_t boards = 1;
    std::size_t members_each = 1;
    double ops_per_s = 1;  // of all together, at even intervals
    double seconds = 1;
};
struct Bare {
    double cpu_s = 0;  // of the thread that serves
    double wall_s = 0;
    std::uint64_t deliveries = 0;
};
// The least that a server does which keeps an op before it shows it: one thread that waits for whoever has something, reads it,
// appends it to a file in `directory`, syncs that, and sends as many bytes to each member of the board. No frames, no
// merging, no log of a database, and no other thread to hand anything to.
Bare serve_bare(const std::filesystem::path& directory, const BareWork& work);

}  // namespace atelier::testing
