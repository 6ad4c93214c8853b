// What systemd hears of the server (Type=notify, WatchdogSec=): when it serves, that it lives, when it stops.
// SPDX-License-Identifier: MIT
#include <future>
#include <mutex>
#include <thread>

#include "server/http/server.h"
#include "storage/commit_queue.h"
#include "storage/memory_store.h"
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/notify_socket.h"
#include "tests/support/poll_client.h"
#include "tests/support/server_process.h"

using namespace atelier;
using namespace std::chrono_literals;

namespace {

// A time of day that somebody who asks for it waits for: whoever does so is stuck.
class StuckClock final : public Clock {
public:
    std::int64_t wall_ms() const override {
        std::call_once(first_, [this] { asked_.set_value(); });
        opened_.wait();
        return 1;
    }
    void wait_until_asked() { asked_.get_future().wait(); }
    void open() { gate_.set_value(); }

private:
    mutable std::once_flag first_;
    mutable std::promise<void> asked_;
    std::promise<void> gate_;
    std::shared_future<void> opened_ = gate_.get_future().share();
};

struct NoBoards final : room::BoardDirectory {
    Result<room::BoardListing> find(const BoardId&) const override { return Error(ErrorCode::NotFound, "none"); }
};

// A board that lives on that thread.
BoardId board_on(std::size_t thread, std::size_t threads) {
    for (unsigned char i = 0;; ++i) {
        BoardId board;
        board.bytes[0] = i;
        if (std::hash<BoardId>{}(board) % threads == thread) {
            return board;
        }
    }
}

// Whether the server of two threads says that it is alive while this one of them is stuck, and once it is not any more.
struct Answers {
    bool while_stuck = false;
    bool afterwards = false;
};

Answers ask_with_stuck_thread(std::size_t stuck) {
    storage::MemoryStore store;
    storage::CommitQueue commits(store, [](const Error&) {});
    const NoBoards boards;
    const workshop::ServerKey key{};
    StuckClock clock;
    http::ServerOptions options;
    options.threads = 2;
    const room::AccessRecords access;
    const auto server = http::Server::open(options, {store, commits, boards, key, clock, access});
    REQUIRE(server.has_value());
    std::promise<void> serving;
    std::thread running([&] { (void)(*server)->run({[&] { serving.set_value(); }, {}}); });
    serving.get_future().wait();
    std::thread visitor([&] {
        test::Address address;
        address.port = (*server)->port();
        address.board = board_on(stuck, options.threads);
        test::PollClient client(address, "a link", 1);
        client.exchange_once();
    });
    clock.wait_until_asked();
    std::promise<void> answered;
    std::future<void> answer = answered.get_future();
    (*server)->ask_alive([&] { answered.set_value(); });
    Answers answers;
    answers.while_stuck = answer.wait_for(200ms) == std::future_status::ready;
    clock.open();
    answers.afterwards = answer.wait_for(20s) == std::future_status::ready;
    visitor.join();
    (*server)->stop();
    running.join();
    return answers;
}

}  // namespace

TEST_CASE("systemd hears that the server serves, again and again that it lives, and that it stops") {
    const test::Instance instance;
    const test::NotifySocket systemd(instance.data() / "notify");
    test::ServerProcess server(instance.data(), {"--threads", "2"},
                               {{"NOTIFY_SOCKET", systemd.path()}, {"WATCHDOG_USEC", "100000"}});
    REQUIRE(server.port() != 0);
    CHECK(systemd.receive() == "READY=1");
    CHECK(test::get(server.port(), "/healthz").status == 200);
    for (int i = 0; i < 5; ++i) {
        CHECK(systemd.receive() == "WATCHDOG=1");
    }
    server.terminate();
    CHECK(systemd.hears("STOPPING=1"));
    CHECK(server.wait() == 0);
}

TEST_CASE("a server that systemd does not watch says when it serves and stops, and nothing between") {
    const test::Instance instance;
    const test::NotifySocket systemd(instance.data() / "notify");
    test::ServerProcess server(instance.data(), {}, {{"NOTIFY_SOCKET", systemd.path()}});
    REQUIRE(server.port() != 0);
    CHECK(systemd.receive() == "READY=1");
    CHECK(test::get(server.port(), "/healthz").status == 200);
    server.terminate();
    CHECK(server.wait() == 0);
    CHECK(systemd.receive() == "STOPPING=1");
    CHECK_FALSE(systemd.receive(0ms).has_value());
}

TEST_CASE("a server that cannot start never says that it serves; one that cannot be heard serves") {
    const test::Instance instance;
    const test::NotifySocket systemd(instance.data() / "notify");
    test::ServerProcess first(instance.data(), {}, {{"NOTIFY_SOCKET", "/nowhere/notify"}});
    REQUIRE(first.port() != 0);
    CHECK(test::get(first.port(), "/healthz").status == 200);
    test::ServerProcess second(instance.data(), {}, {{"NOTIFY_SOCKET", systemd.path()}});
    CHECK(second.wait() != 0);
    CHECK_FALSE(systemd.receive(0ms).has_value());
}

TEST_CASE("a server is alive only when each of its threads comes round") {
    for (const std::size_t thread : {0U, 1U}) {
        CAPTURE(thread);
        const Answers answers = ask_with_stuck_thread(thread);
        CHECK_FALSE(answers.while_stuck);
        CHECK(answers.afterwards);
    }
}
