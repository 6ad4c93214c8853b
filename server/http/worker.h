// One thread of the server: its io_context, the boards that live on it, and the connections that are on it.
//
// Thread: its own, except post_connection() and post_stop(), which any thread may call.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/executor_work_guard.hpp>

#include <array>
#include <memory>
#include <optional>
#include <set>

#include "server/async/signal.h"
#include "server/async/task_group.h"
#include "server/http/bearer.h"
#include "server/http/door_desk.h"
#include "server/http/handover.h"
#include "server/http/long_poll.h"
#include "server/http/services.h"
#include "server/room/shard.h"
#include "server/room/system_random.h"

namespace atelier::http {

// A connection as its worker knows it, for the end.
class OpenConnection {
public:
    OpenConnection() = default;
    OpenConnection(const OpenConnection&) = delete;
    OpenConnection& operator=(const OpenConnection&) = delete;
    virtual ~OpenConnection() = default;

    // The server stops: ends at once what is idle, lets go on what is about to end by itself.
    virtual void on_stop() = 0;
    // Once a second: deadlines. May cut the connection, which ends later.
    virtual void on_tick() {}
    // Cuts the connection.
    virtual void cut() = 0;
};

class Worker {
public:
    explicit Worker(Services& services);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    // REQUIRES: its thread has ended.
    ~Worker();

    net::io_context& context() noexcept { return context_; }
    async::Executor executor() noexcept { return context_.get_executor(); }
    Services& services() noexcept { return services_; }
    room::Shard& shard() noexcept { return shard_; }
    LongPollTable& polls() noexcept { return polls_; }
    DoorPaces& door_paces() noexcept { return door_paces_; }
    async::TaskGroup& life() noexcept { return life_; }
    // Memory for bytes just read, shared by the connections of this thread: whoever reads into it is done with it before
    // it awaits anything. On this thread.
    std::array<char, 64 * 1024>& scratch() noexcept { return scratch_; }

    // Before the thread starts.
    void start();
    // Serves this connection here. When the worker stops already, it is closed. Any thread.
    void post_connection(std::unique_ptr<Handover> arrival);
    // Winds down (server.h says in which order); the thread then ends. Any thread, once.
    void post_stop();

    void add(OpenConnection& connection) { open_.insert(&connection); }
    void remove(OpenConnection& connection) { open_.erase(&connection); }

    // What judges a token that comes now, on this thread.
    TokenDesk token_desk() {
        const Dependencies& has = services_.dependencies;
        return {has.directory, has.key, shard_.access(), has.clock.wall_ms()};
    }

    // Whether the store takes writes, as asked at most a second ago; for /readyz.
    async::Task<Result<void>> check_store();

private:
    static async::Task<void> run_ticks(Worker& self);
    static async::Task<void> wind_down(Worker& self);

    net::io_context context_{1};
    std::optional<net::executor_work_guard<async::Executor>> work_;
    Services& services_;
    room::SystemRandom random_;
    room::Shard shard_;
    LongPollTable polls_;
    DoorPaces door_paces_;
    std::set<OpenConnection*> open_;
    std::array<char, 64 * 1024> scratch_{};
    async::TaskGroup connections_;
    async::TaskGroup life_;
    async::Timer tick_;
    async::Signal end_;  // of what waits for longer than a tick
    bool is_stopping_ = false;

    std::optional<async::SteadyClock::time_point> checked_;
    Result<void> store_state_;
};

}  // namespace atelier::http
