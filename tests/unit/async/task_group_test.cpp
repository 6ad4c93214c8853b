// SPDX-License-Identifier: MIT
#include "server/async/task_group.h"

#include <stdexcept>

#include "tests/support/catch.h"

using namespace atelier;

namespace {

async::Task<void> wait_for_ever(async::Executor executor, bool& ended) {
    // Destroyed with the coroutine, however it ends.
    struct Mark {
        explicit Mark(bool& flag) : ended(flag) {}
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;
        ~Mark() { ended = true; }
        bool& ended;
    };
    const Mark mark(ended);
    async::Signal never(executor);
    co_await never.wait();
}

async::Task<void> fail() {
    throw std::runtime_error("on purpose");
    co_return;
}

async::Task<void> join_then_mark(async::TaskGroup& group, bool& joined) {
    co_await group.join();
    joined = true;
}

}  // namespace

TEST_CASE("join waits for every task and cancel ends them") {
    net::io_context context;
    async::TaskGroup group(context.get_executor(), "group");
    async::TaskGroup owner(context.get_executor(), "owner");
    bool first_ended = false;
    bool second_ended = false;
    bool joined = false;
    group.spawn("first", wait_for_ever(context.get_executor(), first_ended));
    group.spawn("second", wait_for_ever(context.get_executor(), second_ended));
    owner.spawn("join", join_then_mark(group, joined));
    context.poll();
    CHECK(group.size() == 2);
    CHECK_FALSE(joined);
    group.cancel();
    context.restart();
    context.run();
    CHECK(first_ended);
    CHECK(second_ended);
    CHECK(joined);
    CHECK(group.size() == 0);
}

TEST_CASE("a closed group starts nothing") {
    net::io_context context;
    async::TaskGroup group(context.get_executor(), "group");
    group.close();
    bool ended = false;
    CHECK_FALSE(group.spawn("late", wait_for_ever(context.get_executor(), ended)));
    context.run();
    CHECK(group.size() == 0);
}

TEST_CASE("an exception ends its own task and no other") {
    net::io_context context;
    async::TaskGroup group(context.get_executor(), "group");
    bool ended = false;
    group.spawn("fails", fail());
    group.spawn("goes on", wait_for_ever(context.get_executor(), ended));
    context.poll();
    CHECK(group.size() == 1);
    CHECK_FALSE(ended);
    group.cancel();
    context.restart();
    context.run();
    CHECK(ended);
}
