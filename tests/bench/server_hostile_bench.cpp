// What honest people notice of a crowd that means ill, on the same board of the real server: the time from a card moved to a card
// moved on everybody's screen, with the crowd and without it, by turns. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>
#include <vector>

#include "tests/bench/hostile_crowd.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/processes.h"
#include "tests/support/server_process.h"

namespace atelier::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kHonest = 60;
constexpr double kOpsPerSecond = 60;  // of all of them: one each, well within the pace
constexpr auto kTurn = 4s;
constexpr int kTurns = 7;

void measure() {
    const test::Instance instance;
    // The pace that people have, and that a server has unless configured otherwise.
    const test::ServerProcess server(instance.data(), {"--ops-per-second", "10", "--ops-burst", "60"});
    require(server.port() != 0, "the server does not start");
    Load load(server.port());
    require(load.bring_in(instance.board(), instance.token(), kHonest), "not everybody got in");
    require(load.make_cards(), "not every card came back");
    std::vector<double> quiet;
    std::vector<double> hostile;
    std::vector<double> ratios;
    std::uint64_t sent_bytes = 0;
    std::uint64_t connections = 0;
    double crowd_cpu_s = 0;
    double server_cpu_s = 0;
    for (int turn = 0; turn < kTurns; ++turn) {
        quiet.push_back(p99_ms(load, kOpsPerSecond, kTurn));
        {
            const HostileCrowd crowd(server.port(), instance.board(), instance.token());
            for (int waited = 0; !crowd.is_there(); ++waited) {
                require(waited < 600, "the crowd does not get in");
                std::this_thread::sleep_for(100ms);
            }
            const double cpu_before = cpu_seconds_of(crowd.pid());
            const double server_cpu_before = cpu_seconds_of(server.pid());
            hostile.push_back(p99_ms(load, kOpsPerSecond, kTurn));
            crowd_cpu_s += cpu_seconds_of(crowd.pid()) - cpu_before;
            server_cpu_s += cpu_seconds_of(server.pid()) - server_cpu_before;
            sent_bytes += crowd.sent_bytes();
            connections += crowd.connections();
        }
        std::this_thread::sleep_for(1s);  // until the server has seen the last of them go
        ratios.push_back(hostile.back() / quiet.back());
    }
    const double wall_s = kTurns * std::chrono::duration<double>(kTurn).count();
    report("hostile.quiet_p99_ms", median(quiet), "ms");
    report("hostile.p99_ms", median(hostile), "ms");
    report("hostile.p99_ratio", median(hostile) / median(quiet), "ratio");
    report("hostile.worst_p99_ratio", *std::max_element(ratios.begin(), ratios.end()), "ratio");
    report("hostile.crowd_connections_a_turn", static_cast<double>(connections) / kTurns, "1");
    report("hostile.crowd_bytes_per_s", static_cast<double>(sent_bytes) / wall_s, "B/s");
    report("hostile.crowd_cpu_share", crowd_cpu_s / wall_s, "core");
    report("hostile.server_cpu_share", server_cpu_s / wall_s, "core");
    report("hostile.server_resident_bytes", static_cast<double>(server.resident_bytes()), "B");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    using namespace atelier::testing;
    allow_many_files();
    measure();
    return 0;
}
