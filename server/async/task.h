// The coroutine vocabulary of the server: one executor type, one task type, one completion token.
//
// A thread of the server runs one io_context alone (design 7), so its executor is a strand by itself and no lock is
// needed for what lives on it. The executor is in the type: what belongs to another thread's type of object cannot be
// awaited by mistake, and sockets carry no type-erased executor.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

namespace atelier {

namespace net = boost::asio;

}  // namespace atelier

namespace atelier::async {

using Executor = net::io_context::executor_type;

template <class T>
using Task = net::awaitable<T, Executor>;

// co_await op(use_task) throws boost::system::system_error; co_await op(use_task_tuple) gives (error, results...).
inline constexpr net::use_awaitable_t<Executor> use_task{};
inline constexpr auto use_task_tuple = net::as_tuple(net::use_awaitable_t<Executor>{});

using SteadyClock = std::chrono::steady_clock;
// For durations; wall time comes from Clock.
inline SteadyClock::time_point steady_now() {
    return SteadyClock::now();
}
using Timer = net::basic_waitable_timer<SteadyClock, net::wait_traits<SteadyClock>, Executor>;

}  // namespace atelier::async
