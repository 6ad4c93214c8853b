// One room, many members: what a frame to a member costs the server, beside a bare send() of the same bytes; how long people
// wait, and how much a room takes. And a hundred small rooms at once. Everything durable, over loopback.
// One JSON object a line; with each figure what the load generator took of a core, so that a slow one is seen as such.
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/bare_sends.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/processes.h"
#include "tests/support/server_process.h"

namespace atelier::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRoom = 200;
constexpr double kWaitMaxMs = 250;

// A server of its own for each measurement, with so many boards of so many members.
struct Scene {
    Scene(std::size_t boards, std::size_t members_each)
        : instance(boards),
          server(instance.data()),
          load(server.port()) {
        require(server.port() != 0, "the server does not start");
        for (std::size_t i = 0; i < boards; ++i) {
            const bool is_in = i >= used(boards) || load.bring_in(instance.board(i), instance.token(), members_each);
            require(is_in, "not everybody got in");
        }
        require(load.make_cards(), "not every card came back");
    }

    static std::size_t used(std::size_t boards) { return boards == 2 ? 1 : boards; }

    test::Instance instance;
    test::ServerProcess server;
    Load load;
};

// A run, and what the server took meanwhile.
struct Measured {
    Run run;
    double server_cpu_s = 0;
};

template <class F>
Measured measure(const Scene& scene, F run) {
    const double before = cpu_seconds_of(scene.server.pid());
    Measured measured;
    measured.run = run();
    measured.server_cpu_s = cpu_seconds_of(scene.server.pid()) - before;
    return measured;
}

void report_load(const std::string& name, const Run& run) {
    report(name + ".load_cpu_share", run.cpu_s / run.wall_s, "core");
}

void measure_fanout() {
    Scene scene(2, kRoom);
    const Measured measured = measure(scene, [&] { return scene.load.run_in_turn(4, 5s); });
    require(measured.run.missing == 0, "not every op reached everybody");
    const auto frames = static_cast<double>(measured.run.frames);
    const double frame_bytes = static_cast<double>(measured.run.bytes) / frames;
    const double ceiling = measure_ceiling(kRoom, static_cast<std::size_t>(frame_bytes));
    report("fanout.frames_per_core_s", frames / measured.server_cpu_s, "1/s");
    report("fanout.ceiling_frames_per_core_s", ceiling, "1/s");
    report("fanout.of_ceiling", frames / measured.server_cpu_s / ceiling, "ratio");
    const double awake = measure_ceiling_with_reader(kRoom, static_cast<std::size_t>(frame_bytes));
    report("fanout.ceiling_with_reader_frames_per_core_s", awake, "1/s");
    report("fanout.of_ceiling_with_reader", frames / measured.server_cpu_s / awake, "ratio");
    report("fanout.frames_per_s", frames / measured.run.wall_s, "1/s");
    report("fanout.frame_bytes", frame_bytes, "B");
    report("fanout.server_cpu_share", measured.server_cpu_s / measured.run.wall_s, "core");
    report_load("fanout", measured.run);
}

void measure_room500() {
    Scene scene(2, 500);
    const Measured measured = measure(scene, [&] { return scene.load.run_at(100, 10s); });
    require(measured.run.missing == 0, "not every op reached everybody");
    report("room500.p50_ms", measured.run.deliveries.quantile_ms(0.5), "ms");
    report("room500.p99_ms", measured.run.deliveries.quantile_ms(0.99), "ms");
    report("room500.server_cpu_share", measured.server_cpu_s / measured.run.wall_s, "core");
    report_load("room500", measured.run);
}

void measure_room200() {
    Scene scene(2, kRoom);
    const Measured quiet = measure(scene, [&] { return scene.load.run_at(50, 10s); });
    require(quiet.run.missing == 0, "not every op reached everybody");
    report("room200.cpu_us_per_delivery", 1e6 * quiet.server_cpu_s / static_cast<double>(quiet.run.deliveries.count()),
           "us");
    report("room200.quiet_p99_ms", quiet.run.deliveries.quantile_ms(0.99), "ms");
    report_load("room200.quiet", quiet.run);
    const Bare bare = serve_bare(scene.instance.data(), {1, kRoom, 50, 10});
    report("room200.bare_us_per_delivery", 1e6 * bare.cpu_s / static_cast<double>(bare.deliveries), "us");
    double rate = 200;
    double best = 0;
    bool is_fast = true;
    while (is_fast) {
        const Measured step = measure(scene, [&] { return scene.load.run_at(rate, 3s); });
        const double p99 = step.run.deliveries.quantile_ms(0.99);
        is_fast = step.run.missing == 0 && p99 < kWaitMaxMs;
        const std::string name = "room200.at_" + std::to_string(static_cast<int>(rate));
        report(name + ".p99_ms", p99, "ms");
        report(name + ".server_cpu_share", step.server_cpu_s / step.run.wall_s, "core");
        report_load(name, step.run);
        best = is_fast ? rate : best;
        rate *= 1.5;
    }
    report("room200.max_ops_s", best, "1/s");
}

void measure_boards100() {
    Scene scene(100, 10);
    const Measured measured = measure(scene, [&] { return scene.load.run_at(1000, 10s); });
    require(measured.run.missing == 0, "not every op reached everybody");
    report("boards100.p50_ms", measured.run.deliveries.quantile_ms(0.5), "ms");
    report("boards100.p99_ms", measured.run.deliveries.quantile_ms(0.99), "ms");
    report("boards100.cpu_s", measured.server_cpu_s / measured.run.wall_s, "core");
    report_load("boards100", measured.run);
    const Bare bare = serve_bare(scene.instance.data(), {100, 10, 1000, 10});
    report("boards100.bare_cpu_s", bare.cpu_s / bare.wall_s, "core");
}

// All of them, or those that are named: fanout, room500, room200, boards100.
void measure_all(const std::vector<std::string>& wanted) {
    const std::vector<std::pair<const char*, void (*)()>> all = {{"fanout", measure_fanout},
                                                                 {"room500", measure_room500},
                                                                 {"room200", measure_room200},
                                                                 {"boards100", measure_boards100}};
    for (const auto& [name, measure_it] : all) {
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end()) {
            measure_it();
        }
    }
}

}  // namespace
}  // namespace atelier::testing

int main(int count, char** arguments) {
    atelier::testing::allow_many_files();
    atelier::testing::measure_all({arguments + 1, arguments + count});
    return 0;
}
