// SPDX-License-Identifier: MIT
#include "server/async/signal.h"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

namespace atelier::async {

void Signal::notify() {
    notified_ = true;
    timer_.cancel();
}

Task<void> Signal::wait() {
    // Not `while (!co_await ...)`: g++ 12 makes a trap of a loop whose condition suspends.
    bool is_notified = false;
    while (!is_notified) {
        is_notified = co_await wait_for(std::chrono::hours(24));
    }
}

Task<bool> Signal::wait_for(SteadyClock::duration limit) {
    if (!notified_) {
        timer_.expires_after(limit);
        co_await timer_.async_wait(use_task_tuple);
        // The timer ends in the same way by notify() and by cancellation of this coroutine: only the second one throws.
        const auto cancellation = co_await net::this_coro::cancellation_state;
        if (cancellation.cancelled() != net::cancellation_type::none) {
            throw boost::system::system_error(net::error::operation_aborted);
        }
    }
    const bool was_notified = notified_;
    notified_ = false;
    co_return was_notified;
}

}  // namespace atelier::async
