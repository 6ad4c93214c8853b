// Everybody who means ill, at once, in a process of their own: floods of pings, fragments, frames and requests, tokens made up,
// joins without end, noise, readers that do not read, and connections that only hold their place.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "server/base/ids.h"

namespace atelier::testing {

// The process lets others go first (nice 19): elsewhere it would have machines of its own. Killed at the end.
class HostileCrowd {
public:
    // Attacks that server, through this board and with a token of it. Nothing of it changes the board. Forks: no thread may run.
    HostileCrowd(std::uint16_t port, const BoardId& board, const std::string& token);
    HostileCrowd(const HostileCrowd&) = delete;
    HostileCrowd& operator=(const HostileCrowd&) = delete;
    ~HostileCrowd();

    pid_t pid() const noexcept { return pid_; }
    // Everybody is there, and has begun.
    bool is_there() const;
    // What the server has taken of them so far.
    std::uint64_t sent_bytes() const;
    // Connections they have made so far.
    std::uint64_t connections() const;

private:
    struct Shared;
    Shared* shared_ = nullptr;
    pid_t pid_ = -1;
};

}  // namespace atelier::testing
