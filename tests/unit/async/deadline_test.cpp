// SPDX-License-Identifier: MIT
#include "server/async/deadline.h"

#include <stdexcept>

#include "server/async/signal.h"
#include "server/async/task_group.h"
#include "tests/support/catch.h"

using namespace std::chrono_literals;
using namespace atelier;

namespace {

async::Task<int> answer() {
    co_return 42;
}

async::Task<int> never(async::Signal& signal) {
    co_await signal.wait();
    co_return 1;
}

async::Task<int> fail() {
    throw std::runtime_error("on purpose");
    co_return 0;
}

async::Task<void> run_answer(std::optional<int>& result) {
    result = co_await async::with_deadline(answer(), 1h);
}

async::Task<void> run_never(async::Signal& signal, std::optional<int>& result, bool& ended) {
    result = co_await async::with_deadline(never(signal), 1ms);
    ended = true;
}

async::Task<void> run_fail(std::string& what) {
    try {
        co_await async::with_deadline(fail(), 1h);
    } catch (const std::runtime_error& error) {
        what = error.what();
    }
}

}  // namespace

TEST_CASE("work that ends in time gives its value, at once") {
    net::io_context context;
    async::TaskGroup group(context.get_executor(), "test");
    std::optional<int> result;
    group.spawn("answer", run_answer(result));
    context.run();
    CHECK(result == 42);
}

TEST_CASE("work that does not end in time is cancelled") {
    net::io_context context;
    async::TaskGroup group(context.get_executor(), "test");
    async::Signal signal(context.get_executor());
    std::optional<int> result = 7;
    bool ended = false;
    group.spawn("never", run_never(signal, result, ended));
    context.run();
    CHECK(ended);
    CHECK_FALSE(result.has_value());
}

TEST_CASE("what the work throws reaches the caller without waiting for the deadline") {
    net::io_context context;
    async::TaskGroup group(context.get_executor(), "test");
    std::string what;
    group.spawn("fail", run_fail(what));
    context.run();
    CHECK(what == "on purpose");
}
