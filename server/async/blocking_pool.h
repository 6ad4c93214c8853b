// A few threads for work that blocks (reading a board from disk, writing a snapshot), so that no thread that serves
// people ever waits for a disk.
//
// Thread-safe. Bound: so many jobs wait; beyond, the submitter is told.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <functional>

#include "server/async/job_queue.h"
#include "server/base/result.h"

namespace atelier::async {

class BlockingPool final : public JobQueue {
public:
    static constexpr std::size_t kJobsMax = 10'000;  // more than boards in one process: each has a job or two at most

    explicit BlockingPool(std::size_t threads, std::size_t jobs_max = kJobsMax);
    // Runs what is queued, then joins.
    ~BlockingPool() override;

    // Queues `job`, which must not throw. TooMany when the queue is full; the job then never runs.
    Result<void> submit(std::function<void()> job) override;
    // Returns when everything queued has run; nothing may be submitted afterwards.
    void join();

private:
    boost::asio::thread_pool threads_;
    const std::size_t jobs_max_;
    std::atomic<std::size_t> waiting_ = 0;
};

}  // namespace atelier::async
