// Costly work for somebody who asked over HTTP ends when they are gone.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

#include <exception>
#include <optional>
#include <utility>

#include "server/async/task.h"
#include "server/http/beast.h"

namespace atelier::http {

// Returns when the peer has closed the connection, or its own side of it: no browser and no proxy does that and waits on. Never
// where it has sent its next request already.
async::Task<void> wait_until_gone(Stream& stream);

// The value of `work`, or nullopt when the peer went first, after `work` was cancelled (terminal) and has ended. Rethrows what
// `work` throws. REQUIRES: nothing else reads from the stream.
template <class T>
async::Task<std::optional<T>> while_there(Stream& stream, async::Task<T> work) {
    const async::Executor executor = co_await net::this_coro::executor;
    auto working = net::co_spawn(executor, std::move(work), net::deferred);
    auto watching = net::co_spawn(executor, wait_until_gone(stream), net::deferred);
    auto both = net::experimental::make_parallel_group(std::move(working), std::move(watching));
    auto [order, failure, value, watch_failure] =
        co_await both.async_wait(net::experimental::wait_for_one(), async::use_task);
    if (order[0] == 1 && !watch_failure) {
        co_return std::nullopt;
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    co_return std::move(value);
}

}  // namespace atelier::http
