// Work for somebody who asked ends when they are gone, and only then.
// SPDX-License-Identifier: MIT
#include "server/http/while_there.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <string>

#include "server/async/signal.h"
#include "server/async/task_group.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace std::chrono_literals;

namespace {

// The server's end of a connection, and its peer's.
struct Line {
    Line() : here(context.get_executor()), peer(context.get_executor()), group(context.get_executor(), "test") {
        const http::Tcp::endpoint anywhere(net::ip::make_address("127.0.0.1"), 0);
        http::Acceptor acceptor(context.get_executor(), anywhere);
        peer.connect(acceptor.local_endpoint());
        here.socket() = acceptor.accept();
    }

    net::io_context context;
    http::Stream here;
    http::Socket peer;
    async::TaskGroup group;
};

async::Task<int> work_for(async::SteadyClock::duration time, bool& has_ended) {
    struct Ends {
        bool& has_ended;
        ~Ends() { has_ended = true; }
    };
    const Ends ends{has_ended};
    async::Timer timer(co_await net::this_coro::executor, time);
    co_await timer.async_wait(async::use_task);
    co_return 42;
}

async::Task<void> run(Line& line, async::SteadyClock::duration time, std::optional<int>& made, bool& has_ended) {
    async::Task<int> work = work_for(time, has_ended);
    made = co_await http::while_there(line.here, std::move(work));
}

}  // namespace

TEST_CASE("whoever stays gets what was made") {
    Line line;
    std::optional<int> made;
    bool has_ended = false;
    line.group.spawn("run", run(line, 1ms, made, has_ended));
    line.context.run();
    CHECK(made == 42);
}

TEST_CASE("work for somebody who goes is cancelled") {
    Line line;
    std::optional<int> made = 7;
    bool has_ended = false;
    line.group.spawn("run", run(line, 1h, made, has_ended));
    line.context.poll();
    REQUIRE_FALSE(has_ended);
    line.peer.close();
    line.context.run();
    CHECK(has_ended);
    CHECK_FALSE(made.has_value());
}

TEST_CASE("a next request that was sent already is no goodbye, and stays to be read") {
    Line line;
    std::optional<int> made;
    bool has_ended = false;
    net::write(line.peer, net::buffer(std::string("GET / HTTP/1.1\r\n")));
    line.group.spawn("run", run(line, 20ms, made, has_ended));
    line.context.run();
    CHECK(made == 42);
    CHECK(line.here.socket().available() == 16);
}
