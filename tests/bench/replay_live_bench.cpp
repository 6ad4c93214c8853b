// What people at work notice of somebody who looks back on their board at the same time: the time from a card moved to a card
// moved on everybody's screen, with and without, by turns. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "server/base/random.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/past_load.h"
#include "tests/bench/processes.h"
#include "tests/bench/workshop_board.h"

namespace atelier::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kPeople = 60;
constexpr double kOpsPerSecond = 60;  // of all of them
constexpr auto kTurn = 4s;
constexpr int kTurns = 7;
constexpr auto kBetweenLooks = 200ms;  // of somebody who scrubs over what is not in the page's own cache

// Looks at pieces by chance until it goes.
class Scrubbing {
public:
    Scrubbing(const test::Instance& instance, std::uint16_t port)
        : viewer_(instance, port),
          thread_([this] { run(); }) {}
    ~Scrubbing() {
        is_over_ = true;
        thread_.join();
    }

private:
    void run() {
        SeededRandom random(1);
        viewer_.open();
        const auto& pieces = viewer_.index().at("segments");
        while (!is_over_) {
            viewer_.look_at(pieces.at(random.below(pieces.size())));
            std::this_thread::sleep_for(kBetweenLooks);
        }
    }

    Viewer viewer_;
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

void measure() {
    const test::Instance instance;
    write_history(instance, workshop_ops());
    const test::ServerProcess server(instance.data(), {"--ops-per-second", "10", "--ops-burst", "60"});
    require(server.port() != 0, "the server does not start");
    Load load(server.port());
    require(load.bring_in(instance.board(), instance.token(), kPeople), "not everybody got in");
    require(load.make_cards(), "not every card came back");
    std::vector<double> alone;
    std::vector<double> watched;
    for (int turn = 0; turn < kTurns; ++turn) {
        alone.push_back(p99_ms(load, kOpsPerSecond, kTurn));
        const Scrubbing scrubbing(instance, server.port());
        watched.push_back(p99_ms(load, kOpsPerSecond, kTurn));
    }
    report("replay.live_alone_p99_ms", median(alone), "ms");
    report("replay.live_watched_p99_ms", median(watched), "ms");
    report("replay.live_p99_ratio", median(watched) / median(alone), "ratio");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    using namespace atelier::testing;
    allow_many_files();
    measure();
    return 0;
}
