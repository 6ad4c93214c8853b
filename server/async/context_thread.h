// One io_context, one thread (design 7): the thread runs until nothing is left to do.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <thread>

#include "server/async/task.h"

namespace atelier::async {

// Joined by its destructor; the context outlives it.
class ContextThread {
public:
    // `name` shows in tools such as top, 15 bytes at most.
    ContextThread(net::io_context& context, const std::string& name);
    ContextThread(const ContextThread&) = delete;
    ContextThread& operator=(const ContextThread&) = delete;
    ~ContextThread();

private:
    std::thread thread_;
};

// How many threads the machine runs at once; at least 1.
unsigned core_count();

}  // namespace atelier::async
