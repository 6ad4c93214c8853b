// One room, many members: what a frame to a member costs the server, beside a bare send() of the same bytes; how long people
// wait, and how much a room takes. And a hundred small rooms at once. Everything durable, over loopback.
// One JSON object a line; with each figure what the load generator took of a core, so that a slow one is seen as such.
// SPDX-License-Identifier: MIT
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/processes.h"
#include "tests/support/server_process.h"

namespace atelier::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRoom = 200;
constexpr double kWaitMaxMs = 250;
constexpr int kCeilingRounds = 400;

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

// A pair of loopback sockets, as an accepted connection is one.
struct Pair {
    int sender = -1;
    int receiver = -1;
};

std::vector<Pair> connect_pairs(std::size_t count) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    require(::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0 && ::listen(listener, 16) == 0 &&
                ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0,
            "cannot listen");
    std::vector<Pair> pairs(count);
    for (Pair& pair : pairs) {
        pair.receiver = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        require(::connect(pair.receiver, reinterpret_cast<const sockaddr*>(&address), size) == 0, "cannot connect");
        pair.sender = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        require(pair.sender >= 0, "cannot accept");
    }
    ::close(listener);
    return pairs;
}

void close_all(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        ::close(pair.sender);
        ::close(pair.receiver);
    }
}

// Processor seconds of this thread for one frame to each.
double send_round(const std::vector<Pair>& pairs, const std::string& frame) {
    const double before = cpu_seconds_of_thread();
    for (const Pair& pair : pairs) {
        require(::send(pair.sender, frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0, "cannot send");
    }
    return cpu_seconds_of_thread() - before;
}

// Frames a second that one core sends when it does nothing else: send() to each socket in turn. Nobody reads meanwhile.
double measure_ceiling(std::size_t sockets, std::size_t frame_bytes) {
    const std::vector<Pair> pairs = connect_pairs(sockets);
    const std::string frame(frame_bytes, 'x');
    std::array<char, 64 * 1024> buffer{};
    double cpu = 0;
    for (int round = 0; round < kCeilingRounds; ++round) {
        cpu += send_round(pairs, frame);
        for (const Pair& pair : pairs) {
            require(::recv(pair.receiver, buffer.data(), buffer.size(), 0) > 0, "cannot receive");
        }
    }
    close_all(pairs);
    return static_cast<double>(sockets) * kCeilingRounds / cpu;
}

// Reads all of so many bytes from the receivers, asleep between them.
void read_all(const std::vector<Pair>& pairs, std::atomic<std::size_t>& got, std::size_t wanted) {
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    for (const Pair& pair : pairs) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = pair.receiver;
        require(::epoll_ctl(poll, EPOLL_CTL_ADD, pair.receiver, &event) == 0, "cannot watch a socket");
    }
    std::array<epoll_event, 64> events{};
    std::array<char, 64 * 1024> buffer{};
    while (got < wanted) {
        const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 1000);
        for (int i = 0; i < ready; ++i) {
            const ssize_t size =
                ::recv(events.at(static_cast<std::size_t>(i)).data.fd, buffer.data(), buffer.size(), 0);
            require(size > 0, "cannot receive");
            got += static_cast<std::size_t>(size);
        }
    }
    ::close(poll);
}

// The same with somebody to wake: another thread sleeps on all the receivers and reads, as a load process does. What the
// kernel does to wake it is the sender's.
double measure_ceiling_with_reader(std::size_t sockets, std::size_t frame_bytes) {
    const std::vector<Pair> pairs = connect_pairs(sockets);
    const std::string frame(frame_bytes, 'x');
    const std::size_t round_bytes = sockets * frame_bytes;
    std::atomic<std::size_t> got = 0;
    std::thread reader([&] { read_all(pairs, got, round_bytes * kCeilingRounds); });
    double cpu = 0;
    for (std::size_t round = 1; round <= kCeilingRounds; ++round) {
        cpu += send_round(pairs, frame);
        while (got < round * round_bytes) {
            std::this_thread::sleep_for(200us);
        }
    }
    reader.join();
    close_all(pairs);
    return static_cast<double>(sockets) * kCeilingRounds / cpu;
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
}

}  // namespace
}  // namespace atelier::testing

int main() {
    using namespace atelier::testing;
    allow_many_files();
    measure_fanout();
    measure_room500();
    measure_room200();
    measure_boards100();
    return 0;
}
