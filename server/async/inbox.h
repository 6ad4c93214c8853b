// The way into a thread from other threads: values pushed from anywhere are handed, all that came meanwhile at once, to
// one function on the executor's thread. This is how finished commits come back to their rooms.
//
// Thread-safe: push(). Everything else, and `take`, on the executor's thread.
// Bound: the pusher's (the commit queue counts bytes, the blocking pool counts jobs); the inbox itself has none.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "server/async/task.h"

namespace atelier::async {

template <class T>
class Inbox {
public:
    using Take = std::function<void(std::vector<T>)>;

    // A copy of the pushing end; it may outlive the inbox (what it pushes is then dropped) but not the io_context.
    class Sender {
    public:
        void push(T value) const {
            bool is_first = false;
            {
                const std::lock_guard lock(shared_->mutex);
                shared_->waiting.push_back(std::move(value));
                is_first = !std::exchange(shared_->posted, true);
            }
            // Behind the lock: the thread that this wakes takes it at once.
            if (is_first) {
                net::post(shared_->executor, [shared = shared_] { shared->deliver(); });
            }
        }

    private:
        friend class Inbox;
        struct Shared {
            Shared(Executor to, Take function) : executor(to), take(std::move(function)) {}

            void deliver() {
                std::vector<T> batch;
                {
                    const std::lock_guard lock(mutex);
                    batch.swap(waiting);
                    posted = false;
                }
                if (take) {
                    take(std::move(batch));
                }
            }

            Executor executor;
            Take take;  // touched on the executor's thread alone
            std::mutex mutex;
            std::vector<T> waiting;
            bool posted = false;
        };

        explicit Sender(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
        std::shared_ptr<Shared> shared_;
    };

    Inbox(Executor executor, Take take)
        : sender_(std::make_shared<typename Sender::Shared>(executor, std::move(take))) {}
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;
    // On the executor's thread, or after its threads have ended.
    ~Inbox() { sender_.shared_->take = nullptr; }

    const Sender& sender() const noexcept { return sender_; }

private:
    Sender sender_;
};

}  // namespace atelier::async
