// One room of 50: the real server, 50 native clients in this process, each writing one card a second for 20 seconds on one
// board, over loopback, everything durable. Measures what a person waits for: from the gesture to its acknowledgement
// (the echo), which is also when everybody else has it.
//
// Prints JSON lines: room50.p50_ms, room50.p99_ms, room50.acknowledged, room50.client_cpu_share (of one core, so that a
// slow measuring process is seen as such).
// SPDX-License-Identifier: MIT
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using BenchClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kClients = 50;
constexpr std::chrono::seconds kDuration{20};
constexpr std::chrono::seconds kBetweenOps{1};

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A client that writes once a second and notes how long each card took to be kept.
class Writer {
public:
    Writer(boost::asio::io_context& context, const test::Address& address, const std::string& token, std::uint64_t seed)
        : client_(context, address, token, seed),
          timer_(context) {
        client_.on_change = [this] { note_kept(); };
        client_.connect();
    }

    bool is_live() const { return client_.is_live(); }
    std::size_t waiting() const { return sent_.size(); }
    const std::vector<double>& kept_ms() const { return kept_ms_; }
    std::uint64_t hash() { return client_.session().board().hash(); }

    // First card at `first`, the last before `until`.
    void write_from(BenchClock::time_point first, BenchClock::time_point until) {
        timer_.expires_at(first);
        timer_.async_wait([this, first, until](const boost::system::error_code& error) {
            if (error || BenchClock::now() >= until) {
                return;
            }
            if (const auto card = client_.session().add_card(board::CardKind::Need, "une carte d'un mot ou deux")) {
                sent_.emplace_back(*card, BenchClock::now());
                client_.pump();
            }
            write_from(first + kBetweenOps, until);
        });
    }

private:
    void note_kept() {
        const auto now = BenchClock::now();
        std::erase_if(sent_, [&](const auto& sent) {
            const bool is_kept = client_.session().mark(sent.first) == client::Mark::Kept;
            if (is_kept) {
                kept_ms_.push_back(std::chrono::duration<double, std::milli>(now - sent.second).count());
            }
            return is_kept;
        });
    }

    test::WsClient client_;
    boost::asio::steady_timer timer_;
    std::vector<std::pair<board::Id, BenchClock::time_point>> sent_;
    std::vector<double> kept_ms_;
};

void print(const char* name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name, value, unit);
}

int fail(const char* why) {
    std::fprintf(stderr, "room_bench: %s\n", why);
    return 1;
}

}  // namespace

int main() {
    const test::Instance instance;
    test::ServerProcess server(instance.data());
    if (server.port() == 0) {
        return fail("the server does not start");
    }
    test::Address address;
    address.port = server.port();
    address.board = instance.board();
    boost::asio::io_context context;
    std::vector<std::unique_ptr<Writer>> writers;
    for (std::size_t i = 0; i < kClients; ++i) {
        writers.push_back(std::make_unique<Writer>(context, address, instance.token(), i + 1));
    }
    const auto all = [&](auto predicate) { return std::all_of(writers.begin(), writers.end(), predicate); };
    if (!test::run_until(context, [&] { return all([](const auto& writer) { return writer->is_live(); }); })) {
        return fail("not everybody got in");
    }
    const auto start = BenchClock::now() + std::chrono::milliseconds(100);
    const double cpu_before = cpu_seconds();
    for (std::size_t i = 0; i < kClients; ++i) {
        writers[i]->write_from(start + kBetweenOps * static_cast<int>(i) / static_cast<int>(kClients),
                               start + kDuration);
    }
    const bool is_done = test::run_until(context, [&] {
        return BenchClock::now() > start + kDuration && all([](const auto& writer) { return writer->waiting() == 0; });
    });
    const double wall = std::chrono::duration<double>(BenchClock::now() - start).count();
    const double cpu = cpu_seconds() - cpu_before;
    const bool is_same = all([&](const auto& writer) { return writer->hash() == writers.front()->hash(); });
    if (!is_done || !is_same) {
        return fail(is_done ? "the boards differ" : "not everything was acknowledged");
    }
    std::vector<double> times;
    for (const auto& writer : writers) {
        times.insert(times.end(), writer->kept_ms().begin(), writer->kept_ms().end());
    }
    std::sort(times.begin(), times.end());
    print("room50.p50_ms", times[times.size() / 2], "ms");
    print("room50.p99_ms", times[times.size() * 99 / 100], "ms");
    print("room50.acknowledged", static_cast<double>(times.size()), "ops");
    print("room50.client_cpu_share", cpu / wall, "core");
    return 0;
}
