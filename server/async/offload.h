// offload: a coroutine waits for work that blocks, and its thread does not.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "server/async/blocking_pool.h"
#include "server/async/signal.h"
#include "server/async/task.h"
#include "server/base/result.h"

namespace atelier::async {

// Runs `job` on the pool and gives its result; TooMany when the pool is full. A caller that is cancelled does not wait;
// the job then runs to its end for nobody. The pool is joined before the caller's io_context goes.
inline Task<Result<void>> offload(BlockingPool& pool, std::function<Result<void>()> job) {
    struct Shared {
        explicit Shared(Executor to) : executor(to), done(to) {}
        Executor executor;
        Signal done;
        Result<void> result;
    };
    const Executor executor = co_await net::this_coro::executor;
    const auto shared = std::make_shared<Shared>(executor);
    Result<void> submitted = pool.submit([shared, job = std::move(job)] {
        shared->result = job();
        // The signal belongs to the caller's thread.
        net::post(shared->executor, [shared] { shared->done.notify(); });
    });
    if (!submitted) {
        co_return submitted;
    }
    co_await shared->done.wait();
    co_return shared->result;
}

}  // namespace atelier::async
