// The real server as a child process, on a data directory of its own with two boards.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/workshop/capability.h"
#include "storage/store.h"

namespace atelier::test {

// A temporary data directory with one atelier "eau" of two boards, or more. Made here, not by a server, so that a test may sign
// any token and spoil any board. Removed at the end.
class Instance {
public:
    // REQUIRES: two boards at least.
    explicit Instance(std::size_t boards = 2);
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;
    ~Instance();

    const std::filesystem::path& data() const noexcept { return data_; }
    const BoardId& board() const noexcept { return boards_[0]; }
    const BoardId& board(std::size_t number) const { return boards_.at(number); }
    const BoardId& other_board() const noexcept { return boards_[1]; }
    // For every board of the atelier, good for an hour (or what is left of `valid_ms`).
    std::string token(workshop::Role role = workshop::Role::Participant, std::int64_t valid_ms = 3'600'000) const;
    std::string sign(const workshop::Capability& capability) const;
    // The proof that the actor was given on that board (rule W8).
    Bytes actor_key(const BoardId& board, ActorId actor) const { return workshop::actor_key(board, actor, key_); }
    // Opens the store and appends a record that no board can read. REQUIRES: no server runs.
    void spoil(const BoardId& board) const;

private:
    std::filesystem::path data_;
    std::vector<BoardId> boards_;
    workshop::ServerKey key_;
};

// One life of the server. Killed at the end when it still runs.
class ServerProcess {
public:
    // Starts it and waits until it listens; port() is 0 when it ended instead. `arguments` are added to the command line,
    // `environment` to the variables of this process.
    explicit ServerProcess(const std::filesystem::path& data, std::vector<std::string> arguments = {},
                           const std::map<std::string, std::string>& environment = {});
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess();

    std::uint16_t port() const noexcept { return port_; }
    // Where the figures are; 0 without --metrics-listen.
    std::uint16_t metrics_port() const noexcept { return metrics_port_; }
    pid_t pid() const noexcept { return pid_; }
    void kill() { signal_and_wait(9); }
    // SIGTERM, without waiting.
    void terminate() const;
    // The exit code; 128 + n when signal n ended it.
    int wait();
    // Its memory; 0 when it is gone.
    std::size_t resident_bytes() const;
    // What it has written to standard error so far.
    std::string log() const;

private:
    void signal_and_wait(int signal);
    void read_ports(int descriptor);

    std::filesystem::path log_;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
    std::uint16_t metrics_port_ = 0;
    int exit_code_ = -1;
};

}  // namespace atelier::test
