// Where blocking work is left to be done elsewhere. In the server that is the BlockingPool and its threads; in the
// simulation it is a list whose every delay comes from a seed.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "server/base/result.h"

namespace atelier::async {

class JobQueue {
public:
    JobQueue() = default;
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;
    virtual ~JobQueue() = default;

    // Queues `job`, which must not throw; jobs run in any order. TooMany when the queue is full; the job then never runs.
    virtual Result<void> submit(std::function<void()> job) = 0;
};

}  // namespace atelier::async
