// SPDX-License-Identifier: MIT
#include "server/async/blocking_pool.h"

#include <boost/asio/post.hpp>

#include <utility>

namespace atelier::async {

BlockingPool::BlockingPool(std::size_t threads, std::size_t jobs_max) : threads_(threads), jobs_max_(jobs_max) {}

BlockingPool::~BlockingPool() {
    threads_.join();
}

Result<void> BlockingPool::submit(std::function<void()> job) {
    if (waiting_.fetch_add(1) >= jobs_max_) {
        waiting_.fetch_sub(1);
        return Error(ErrorCode::TooMany, "too much blocking work waits");
    }
    boost::asio::post(threads_, [this, job = std::move(job)] {
        waiting_.fetch_sub(1);
        job();
    });
    return {};
}

void BlockingPool::join() {
    threads_.join();
}

}  // namespace atelier::async
