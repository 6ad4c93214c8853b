// A wake-up between coroutines of one thread: "there is something to do", remembered until somebody looks.
//
// Not thread-safe: notify() and wait() are called on the executor's thread. At most one waiter at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/async/task.h"

namespace atelier::async {

class Signal {
public:
    explicit Signal(Executor executor) : timer_(executor) {}
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;
    ~Signal() = default;

    // Wakes the waiter; without one, the next wait returns at once. Several notifications before a wait are one.
    void notify();
    // Until notified. Throws operation_aborted when the calling coroutine is cancelled. The signal outlives the call.
    Task<void> wait();
    // The same, at most `limit`; false when the time ran out.
    Task<bool> wait_for(SteadyClock::duration limit);

private:
    Timer timer_;
    bool notified_ = false;
};

}  // namespace atelier::async
