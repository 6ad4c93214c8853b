// Owns coroutines: every task is named, cancellable, and joined before its group goes. `net::detached` and bare
// co_spawn are used nowhere else in the server.
//
// Thread: everything is called on the executor's thread.
// Invariants: 1. after close() nothing is spawned; 2. the destructor is reached with no task left (checked: a task
// that outlived its group would touch freed memory).
// Errors: an exception that leaves a task ends that task alone and is logged with the task's name; operation_aborted is
// how cancelled tasks end and is not logged.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/cancellation_signal.hpp>

#include <cstddef>
#include <exception>
#include <list>
#include <string>

#include "server/async/signal.h"
#include "server/async/task.h"

namespace atelier::async {

class TaskGroup {
public:
    // `name` is for the log.
    TaskGroup(Executor executor, std::string name);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();

    // Starts `task`; false (and the task never runs) when the group is closed. What the task uses it owns by value or
    // is known to outlive the group.
    bool spawn(std::string name, Task<void> task);
    // Asks every task to end (terminal: what it was doing is not resumed).
    void cancel();
    // Refuses new tasks from now on.
    void close() noexcept { closed_ = true; }
    // close(), then until the last task has ended.
    Task<void> join();

    std::size_t size() const noexcept { return tasks_.size(); }
    bool closed() const noexcept { return closed_; }

private:
    struct Running {
        std::string name;
        net::cancellation_signal cancel;
    };
    using Place = std::list<Running>::iterator;

    void on_end(Place place, const std::exception_ptr& escaped);

    Executor executor_;
    std::string name_;
    std::list<Running> tasks_;
    Signal ended_;
    bool closed_ = false;
};

}  // namespace atelier::async
