// Many connections and many boards on the real server: the memory of a connection that says nothing, how soon ten thousand are
// back, how soon a server with a thousand ateliers starts, and what an idle one takes. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <chrono>
#include <string>
#include <thread>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/processes.h"
#include "tests/support/server_process.h"

namespace atelier::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBoards = 20;

double wall_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Brings `count` members into the boards, as many into each. Seconds until the last one has its Welcome.
double fill(Load& load, const test::Instance& instance, std::size_t count) {
    const double start = wall_s();
    for (std::size_t i = 0; i < kBoards; ++i) {
        require(load.bring_in(instance.board(i), instance.token(), count / kBoards), "not everybody got in");
    }
    return wall_s() - start;
}

// The boards are loaded before, so that what is added is what connections take.
void measure_connections(std::size_t count) {
    const test::Instance instance(kBoards);
    const test::ServerProcess server(instance.data());
    Load first(server.port());
    fill(first, instance, kBoards);
    const std::uint64_t before = resident_bytes_of(server.pid());
    Load load(server.port());
    const double took = fill(load, instance, count);
    const std::uint64_t after = resident_bytes_of(server.pid());
    const std::string number = std::to_string(count);
    report("memory.idle_connection_bytes.of_" + number,
           static_cast<double>(after - before) / static_cast<double>(count), "B");
    report("reconnect." + number + "_s", took, "s");
}

void measure_workshops() {
    const test::Instance instance(kBoards);
    const test::ServerProcess server(instance.data());
    Load load(server.port());
    fill(load, instance, 200);
    require(load.make_cards(), "not every card came back");
    require(load.run_at(100, 10s).missing == 0, "not every op reached everybody");
    report("memory.200people_20boards_bytes", static_cast<double>(resident_bytes_of(server.pid())), "B");
}

void measure_start() {
    const test::Instance instance;
    {
        app::Config config;
        config.data = instance.data().string();
        auto directory = app::open_data_directory(config, app::WhenAbsent::Fail);
        require(directory.has_value(), "the data directory does not open");
        for (int i = 0; i < 1000; ++i) {
            const std::string slug = "atelier-" + std::to_string(i);
            v1::Atelier atelier;
            atelier.set_slug(slug);
            atelier.set_title("Un atelier");
            app::Catalogue::NewBoard board;
            board.slug = slug + "-craintes";
            board.atelier = slug;
            board.title = "Craintes";
            require(directory->catalogue.put_atelier(atelier) && directory->catalogue.ensure_board(board),
                    "an atelier cannot be written");
        }
    }
    const double start = wall_s();
    const test::ServerProcess server(instance.data());
    require(server.port() != 0, "the server does not start");
    report("coldstart.ms", 1000 * (wall_s() - start), "ms");
    std::this_thread::sleep_for(1s);
    const double before = cpu_seconds_of(server.pid());
    constexpr auto kIdle = 20s;
    std::this_thread::sleep_for(kIdle);
    const double used = cpu_seconds_of(server.pid()) - before;
    report("idle.cpu_percent", 100 * used / std::chrono::duration<double>(kIdle).count(), "%");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    using namespace atelier::testing;
    allow_many_files();
    measure_start();
    measure_workshops();
    measure_connections(1'000);
    measure_connections(10'000);
    return 0;
}
