// with_deadline: a wait that ends. Boost 1.81 has no cancel_after; this is ours.
//
// Not built on awaitable operator||: that one waits for the first *success*, so work that throws would sit until the
// timer fires. Here the first to end, either way, ends both.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <optional>
#include <utility>

#include "server/async/task.h"

namespace atelier::async {

// Runs `work` at most for `limit`: its value, or nullopt when the time ran out, after `work` was cancelled (terminal) and
// has ended. Rethrows what `work` throws. A stream whose operation was cut off so is finished: never use it again.
// REQUIRES: T can be default-constructed.
template <class T>
Task<std::optional<T>> with_deadline(Task<T> work, SteadyClock::duration limit) {
    const Executor executor = co_await net::this_coro::executor;
    Timer timer(executor, limit);
    auto working = net::co_spawn(executor, std::move(work), net::deferred);
    auto waiting = timer.async_wait(net::deferred);
    auto both = net::experimental::make_parallel_group(std::move(working), waiting);
    auto [order, failure, value, timer_error] = co_await both.async_wait(net::experimental::wait_for_one(), use_task);
    if (order[0] == 1 && !timer_error) {
        co_return std::nullopt;
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    co_return std::move(value);
}

// The same for work without a value: false when the time ran out.
inline Task<bool> with_deadline(Task<void> work, SteadyClock::duration limit) {
    const Executor executor = co_await net::this_coro::executor;
    Timer timer(executor, limit);
    auto working = net::co_spawn(executor, std::move(work), net::deferred);
    auto waiting = timer.async_wait(net::deferred);
    auto both = net::experimental::make_parallel_group(std::move(working), waiting);
    auto [order, failure, timer_error] = co_await both.async_wait(net::experimental::wait_for_one(), use_task);
    if (order[0] == 1 && !timer_error) {
        co_return false;
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    co_return true;
}

}  // namespace atelier::async
