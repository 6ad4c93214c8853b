// SPDX-License-Identifier: MIT
#include "server/async/signal.h"

#include "server/async/task_group.h"
#include "tests/support/catch.h"

using namespace std::chrono_literals;
using namespace atelier;

namespace {

async::Task<void> count_wakes(async::Signal& signal, int& wakes, int until) {
    while (wakes < until) {
        co_await signal.wait();
        ++wakes;
    }
}

async::Task<void> wait_briefly(async::Signal& signal, bool& was_notified) {
    was_notified = co_await signal.wait_for(1ms);
}

}  // namespace

TEST_CASE("a notification before anybody waits is remembered, and several are one") {
    net::io_context context;
    async::Signal signal(context.get_executor());
    async::TaskGroup group(context.get_executor(), "test");
    int wakes = 0;
    signal.notify();
    signal.notify();
    group.spawn("waiter", count_wakes(signal, wakes, 2));
    context.poll();
    CHECK(wakes == 1);
    signal.notify();
    context.restart();
    context.run();
    CHECK(wakes == 2);
    CHECK(group.size() == 0);
}

TEST_CASE("a wait with a limit ends without a notification and says so") {
    net::io_context context;
    async::Signal signal(context.get_executor());
    async::TaskGroup group(context.get_executor(), "test");
    bool was_notified = true;
    group.spawn("waiter", wait_briefly(signal, was_notified));
    context.run();
    CHECK_FALSE(was_notified);
}

TEST_CASE("a cancelled waiter ends and takes no notification with it") {
    net::io_context context;
    async::Signal signal(context.get_executor());
    async::TaskGroup group(context.get_executor(), "test");
    int wakes = 0;
    group.spawn("waiter", count_wakes(signal, wakes, 1));
    context.poll();
    group.cancel();
    context.restart();
    context.run();
    CHECK(wakes == 0);
    CHECK(group.size() == 0);
}
