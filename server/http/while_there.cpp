// SPDX-License-Identifier: MIT
#include "server/http/while_there.h"

#include <array>

#include "server/async/signal.h"

namespace atelier::http {

async::Task<void> wait_until_gone(Stream& stream) {
    const auto [error] = co_await stream.socket().async_wait(Tcp::socket::wait_read, async::use_task_tuple);
    if (error) {
        co_return;
    }
    std::array<char, 1> first{};
    boost::system::error_code peeked;
    const std::size_t bytes = stream.socket().receive(net::buffer(first), Tcp::socket::message_peek, peeked);
    if (peeked || bytes == 0) {
        co_return;
    }
    // Its next request waits, and hides whether it is still there.
    async::Signal never(co_await net::this_coro::executor);
    co_await never.wait();
}

}  // namespace atelier::http
