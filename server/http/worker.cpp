// SPDX-License-Identifier: MIT
#include "server/http/worker.h"

#include <boost/asio/post.hpp>

#include <chrono>
#include <utility>

#include "server/async/deadline.h"
#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/base/limits.h"
#include "server/http/ballots.h"
#include "server/http/http_connection.h"

namespace atelier::http {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 1s;
constexpr auto kClosingTime = limits::kShutdownTimeout / 2;  // for members to take the news; the rest is for the disk

room::Shard::Surroundings shard_surroundings(Services& services, Random& random) {
    const Dependencies& given = services.dependencies;
    return {given.store, given.commits, services.pool, given.directory, given.key, given.clock, random,
            {},          &given.access};
}

}  // namespace

Worker::Worker(Services& services)
    : work_(net::make_work_guard(context_)),
      services_(services),
      shard_(executor(), shard_surroundings(services, random_)),
      polls_(executor(), shard_, services.pace),
      connections_(executor(), "connections"),
      life_(executor(), "worker"),
      tick_(executor()),
      end_(executor()) {}

Worker::~Worker() = default;

void Worker::start() {
    life_.spawn("ticks", run_ticks(*this));
    life_.spawn("ballot sweeps", run_ballot_sweeps(*this, end_));
}

void Worker::post_connection(std::unique_ptr<Handover> arrival) {
    net::post(context_, [this, arrival = std::move(arrival)]() mutable {
        connections_.spawn("http", serve_http(*this, std::move(arrival)));
    });
}

void Worker::post_stop() {
    net::post(context_, [this] { life_.spawn("wind down", wind_down(*this)); });
}

async::Task<void> Worker::run_ticks(Worker& self) {
    while (!self.is_stopping_) {
        self.tick_.expires_after(kTick);
        co_await self.tick_.async_wait(async::use_task_tuple);
        self.shard_.on_tick();
        self.polls_.on_tick();
        for (OpenConnection* connection : self.open_) {
            connection->on_tick();
        }
    }
}

async::Task<void> Worker::wind_down(Worker& self) {
    self.is_stopping_ = true;
    self.tick_.cancel();
    self.end_.notify();
    self.shard_.stop();
    self.polls_.wake_all();
    for (OpenConnection* connection : std::set<OpenConnection*>(self.open_)) {
        connection->on_stop();
    }
    const bool all_left = co_await async::with_deadline(self.connections_.join(), kClosingTime);
    if (!all_left) {
        log::warn("connections_cut", {{"count", std::uint64_t{self.open_.size()}}});
        for (OpenConnection* connection : std::set<OpenConnection*>(self.open_)) {
            connection->cut();
        }
        co_await self.connections_.join();
    }
    self.polls_.clear();
    const bool all_saved = co_await async::with_deadline(self.shard_.drain(), limits::kShutdownTimeout - kClosingTime);
    if (!all_saved) {
        log::warn("rooms_not_saved", {{"why", "time is up; the log has everything that was acknowledged"}});
    }
    self.work_.reset();
}

async::Task<Result<void>> Worker::check_store() {
    const auto now = async::steady_now();
    if (!checked_ || now - *checked_ > 1s) {
        storage::Store& store = services_.dependencies.store;
        std::function<Result<void>()> probe = [&store] { return store.put_entry("probe/ready", "1"); };
        Result<void> state = co_await async::offload(services_.pool, std::move(probe));
        store_state_ = std::move(state);
        checked_ = async::steady_now();
    }
    co_return store_state_;
}

}  // namespace atelier::http
