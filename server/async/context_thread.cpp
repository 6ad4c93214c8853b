// SPDX-License-Identifier: MIT
#include "server/async/context_thread.h"

#include <pthread.h>

#include <algorithm>

namespace atelier::async {

ContextThread::ContextThread(net::io_context& context, const std::string& name)
    : thread_([&context] { context.run(); }) {
    pthread_setname_np(thread_.native_handle(), name.substr(0, 15).c_str());
}

ContextThread::~ContextThread() {
    thread_.join();
}

unsigned core_count() {
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace atelier::async
