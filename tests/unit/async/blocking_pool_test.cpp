// SPDX-License-Identifier: MIT
#include "server/async/blocking_pool.h"

#include <condition_variable>
#include <mutex>

#include "tests/support/catch.h"

using namespace atelier;

TEST_CASE("join returns after everything queued has run") {
    async::BlockingPool pool(2);
    std::atomic<int> ran = 0;
    for (int i = 0; i < 100; ++i) {
        REQUIRE(pool.submit([&] { ++ran; }));
    }
    pool.join();
    CHECK(ran == 100);
}

TEST_CASE("a full pool says so and does not run the job later") {
    constexpr std::size_t kJobs = 8;
    std::mutex mutex;
    std::condition_variable changed;
    bool open = false;
    bool started = false;
    std::atomic<std::size_t> ran = 0;
    async::BlockingPool pool(1, kJobs);
    REQUIRE(pool.submit([&] {
        std::unique_lock lock(mutex);
        started = true;
        changed.notify_all();
        changed.wait(lock, [&] { return open; });
    }));
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return started; });
    }
    for (std::size_t i = 0; i < kJobs; ++i) {
        REQUIRE(pool.submit([&] { ++ran; }));
    }
    const Result<void> refused = pool.submit([&] { ++ran; });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::TooMany);
    {
        const std::lock_guard lock(mutex);
        open = true;
    }
    changed.notify_all();
    pool.join();
    CHECK(ran == kJobs);
}
