// The load generator of the server's benchmarks: many members over plain loopback sockets and one epoll, in a process that
// is not the server's. It merges nothing: it decodes each frame once, whoever gets it first, and for everybody else only
// reads where it stands in the history. What it takes of the processor itself is in Run::cpu_s.
//
// Thread: one, all calls. Every wait ends: a run that does not come to its end says so in Run::missing.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "tests/bench/load_member.h"

namespace atelier::testing {

// Times in steps of 50 µs up to 10 s. Longer ones count as 10 s.
class Latencies {
public:
    void add(double seconds);
    std::uint64_t count() const noexcept { return count_; }
    // `share` of all are at most so long; 0 when there are none.
    double quantile_ms(double share) const;

private:
    static constexpr double kStep = 50e-6;
    static constexpr std::size_t kSteps = 200'000;

    std::vector<std::uint32_t> steps_ = std::vector<std::uint32_t>(kSteps + 1);
    std::uint64_t count_ = 0;
};

// What came of a run.
struct Run {
    Latencies deliveries;       // of one op to one member, from the moment when it was due to be sent
    std::uint64_t ops = 0;      // sent
    std::uint64_t frames = 0;   // Committed frames that arrived
    std::uint64_t bytes = 0;    // of them, with their WebSocket headers
    std::uint64_t missing = 0;  // deliveries that did not arrive in time
    double wall_s = 0;
    double cpu_s = 0;  // of this process
};

class Load final : private LoadMember::Owner {
public:
    explicit Load(std::uint16_t port);
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;
    ~Load();

    // Connects so many members and waits until each has its Welcome; false when not all got it within a minute.
    bool bring_in(const BoardId& board, const std::string& token, std::size_t count);
    // Each member makes the card that it works on from then on. False when not all came back.
    bool make_cards();
    // So many ops a second of everybody together, at even intervals, whatever comes back (open loop).
    Run run_at(double ops_per_s, std::chrono::milliseconds duration);
    // The first `writers` members each send an op when the one before has come back (closed loop).
    Run run_in_turn(std::size_t writers, std::chrono::milliseconds duration);

    std::size_t member_count() const noexcept { return members_.size(); }
    // Bytes of the last Welcome.
    std::size_t welcome_bytes() const noexcept { return welcome_bytes_; }

private:
    void on_welcome(LoadMember& member, std::size_t bytes) override;
    void on_committed(LoadMember& member, BytesView frame, std::size_t wire_bytes) override;

    void send_op(LoadMember& member, double due);
    // Until `until` or, when `is_done` says so, before.
    template <class Done>
    void serve(double until, Done is_done);
    void start_run();
    Run finish_run();

    std::uint16_t port_;
    int epoll_ = -1;
    std::vector<std::unique_ptr<LoadMember>> members_;
    std::vector<std::unique_ptr<LoadBoard>> boards_;
    std::size_t welcomed_ = 0;
    std::size_t welcome_bytes_ = 0;
    std::uint64_t lamport_ = 0;
    std::uint64_t due_deliveries_ = 0;  // not yet arrived
    bool is_in_turn_ = false;           // whose op has come back sends the next
    double started_ = 0;
    double cpu_at_start_ = 0;
    Run run_;
};

// What the slowest hundredth of deliveries took at that rate. Ends the program when one is missing.
double p99_ms(Load& load, double ops_per_s, std::chrono::milliseconds duration);

}  // namespace atelier::testing
