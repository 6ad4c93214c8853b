// SPDX-License-Identifier: MIT
#include "server/async/task_group.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

#include "server/async/log.h"
#include "server/base/check.h"

namespace atelier::async {
namespace {

void report(const std::string& group, const std::string& task, const std::exception_ptr& escaped) {
    try {
        std::rethrow_exception(escaped);
    } catch (const boost::system::system_error& error) {
        if (error.code() != net::error::operation_aborted) {
            log::warn("task_failed", {{"group", group}, {"task", task}, {"why", error.what()}});
        }
    } catch (const std::exception& error) {
        log::error("task_failed", {{"group", group}, {"task", task}, {"why", error.what()}});
    }
}

}  // namespace

TaskGroup::TaskGroup(Executor executor, std::string name)
    : executor_(executor),
      name_(std::move(name)),
      ended_(executor) {}

TaskGroup::~TaskGroup() {
    ATELIER_CHECK(tasks_.empty());
}

bool TaskGroup::spawn(std::string name, Task<void> task) {
    if (closed_) {
        return false;
    }
    const Place place = tasks_.emplace(tasks_.end());
    place->name = std::move(name);
    auto handler = [this, place](const std::exception_ptr& escaped) { on_end(place, escaped); };
    net::co_spawn(executor_, std::move(task), net::bind_cancellation_slot(place->cancel.slot(), std::move(handler)));
    return true;
}

void TaskGroup::on_end(Place place, const std::exception_ptr& escaped) {
    if (escaped) {
        report(name_, place->name, escaped);
    }
    // The coroutine's frame is still being taken down around this call and knows the slot: free the signal after it.
    net::post(executor_, [this, place] {
        tasks_.erase(place);
        if (tasks_.empty()) {
            ended_.notify();
        }
    });
}

void TaskGroup::cancel() {
    for (Running& running : tasks_) {
        running.cancel.emit(net::cancellation_type::terminal);
    }
}

Task<void> TaskGroup::join() {
    close();
    while (!tasks_.empty()) {
        co_await ended_.wait();
    }
}

}  // namespace atelier::async
