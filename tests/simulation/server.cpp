// SPDX-License-Identifier: MIT
#include "tests/simulation/server.h"

#include <algorithm>
#include <utility>

#include "server/async/task_group.h"
#include "server/base/check.h"
#include "server/room/shard.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/tampering.h"

namespace atelier::simulation {
namespace {

constexpr std::int64_t kBeginning = 1'700'000'000'000;  // wall clock of a run's start, ms
constexpr std::int64_t kTickMs = 1000;
constexpr std::int64_t kStopMs = 10'000;
constexpr std::int64_t kTenYearsMs = 10LL * 365 * 24 * 3600 * 1000;

// So small that any deletion may be the last straw.
room::PurgeBounds purge_bounds(const Plan& plan) {
    return plan.purges ? room::PurgeBounds{1, 1, 6} : room::PurgeBounds{};
}

async::Task<void> drain(room::Shard& shard, bool& is_drained) {
    co_await shard.drain();
    is_drained = true;
}

}  // namespace

BoardId the_board() {
    BoardId board;
    board.bytes[0] = 7;
    return board;
}

class Server::WallClock final : public Clock {
public:
    explicit WallClock(const Schedule& schedule) : schedule_(schedule) {}
    std::int64_t wall_ms() const override { return kBeginning + schedule_.now_ms() + skew_ms; }
    std::int64_t skew_ms = 0;

private:
    const Schedule& schedule_;
};

class Server::Directory final : public room::BoardDirectory {
public:
    Directory() {
        listing.board = the_board();
        listing.atelier = "eau";
        listing.history = 99;
        listing.title = "Craintes";
    }
    Result<room::BoardListing> find(const BoardId& board) const override {
        if (board == listing.board) {
            return listing;
        }
        return Error(ErrorCode::NotFound, "no such board");
    }
    room::BoardListing listing;
};

// What is gone when the process dies.
struct Server::Life {
    Life(Server& server, std::function<void()> pump, std::function<void()> on_failure)
        : machine(server.schedule_, server.plan_, server.canary_, server.store_, std::move(pump),
                  std::move(on_failure)),
          shard(context.get_executor(), {server.store_, machine, machine, *server.directory_, server.key_,
                                         *server.clock_, server.random_, purge_bounds(server.plan_)}),
          tasks(context.get_executor(), "simulated server") {}

    net::io_context context{1};
    Machine machine;
    room::Shard shard;
    async::TaskGroup tasks;
    std::vector<std::shared_ptr<Connection>> connections;
    bool is_stopping = false;
    bool is_drained = false;
    bool is_ending = false;
};

Server::Server(Schedule& schedule, const Plan& plan, Canary canary)
    : schedule_(schedule),
      plan_(plan),
      canary_(canary),
      random_(schedule.chance().next()),
      clock_(std::make_unique<WallClock>(schedule)),
      directory_(std::make_unique<Directory>()) {
    key_.bytes.fill(42);
    start();
}

Server::~Server() {
    on_death = [] {};
    if (life_) {
        end(false);
    }
}

std::string Server::token(workshop::Role role) const {
    workshop::Capability capability;
    capability.role = role;
    capability.atelier = directory_->listing.atelier;
    capability.expires_ms = kBeginning + kTenYearsMs;
    return workshop::sign_capability(capability, key_);
}

// --- life and death ---

void Server::start() {
    const std::uint64_t number = ++lives_;
    if (std::exchange(is_key_due_, false)) {
        ++key_.bytes[0];
        ++key_number_;
    }
    // A process whose disk fails says why and exits, as soon as it gets to it.
    life_ = std::make_unique<Life>(
        *this, [this] { pump(); }, [this] { end_after(schedule_.up_to(50), "server: exits, its disk failed"); });
    schedule_.note("server: starts");
    const auto tick = [this, number](const auto& again) -> void {
        if (!life_ || lives_ != number) {
            return;
        }
        life_->shard.on_tick();
        pump();
        schedule_.after(kTickMs, [again] { again(again); });
    };
    schedule_.after(kTickMs, [tick] { tick(tick); });
}

void Server::end_after(std::int64_t delay_ms, std::string why) {
    schedule_.after(delay_ms, [this, number = lives_, why = std::move(why)] {
        if (life_ && lives_ == number) {
            schedule_.note(why);
            end(true);
        }
    });
}

void Server::crash() {
    if (life_) {
        schedule_.note("server: killed");
        end(schedule_.one_in(2));
    }
}

void Server::stop() {
    if (!life_ || life_->is_stopping) {
        return;
    }
    schedule_.note("server: stops");
    life_->is_stopping = true;
    life_->shard.stop();
    life_->tasks.spawn("drain", drain(life_->shard, life_->is_drained));
    end_after(kStopMs, "server: did not stop in time, and exits");
    pump();
}

void Server::end(bool write_is_done) {
    for (const auto& connection : life_->connections) {
        connection->member.reset();
        tell_closed(connection, 100);
    }
    life_->connections.clear();
    life_->machine.die(write_is_done);
    life_->tasks.cancel();
    life_->context.restart();
    life_->context.poll();
    life_.reset();
    store_.crash(schedule_.chance());
    on_death();
    schedule_.after(200 + schedule_.up_to(3000), [this] { start(); });
}

void Server::back_up_or_put_back() {
    if (!backup_) {
        schedule_.note("server: is backed up");
        backup_ = store_.back_up();
    } else if (life_) {
        schedule_.note("server: is put back to its backup");
        end(true);
        store_.put_back(*std::exchange(backup_, std::nullopt));
        on_put_back();
    }
}

void Server::change_key() {
    schedule_.note("server: is to have another secret");
    is_key_due_ = true;
    stop();
}

void Server::break_disk() {
    schedule_.note("server: its disk is full");
    store_.break_disk();
}

void Server::jump(std::int64_t ms) noexcept {
    clock_->skew_ms += ms;
}

bool Server::is_idle() const {
    return life_ && life_->machine.is_idle() && !life_->is_stopping;
}

// --- frames ---

void Server::pump() {
    life_->context.restart();
    life_->context.poll();
    const std::vector<std::shared_ptr<Connection>> all = life_->connections;
    for (const auto& connection : all) {
        flush(connection);
    }
    if (life_->is_drained && !std::exchange(life_->is_ending, true)) {
        end_after(0, "server: has stopped");
    }
}

void Server::flush(const std::shared_ptr<Connection>& connection) {
    while (connection->member && connection->member->has_frame()) {
        const room::SharedFrame frame = connection->member->next_frame();
        schedule_.trace(*frame);
        on_sent(*frame);
        connection->down_ms = std::max(connection->down_ms, schedule_.now_ms() + schedule_.up_to(plan_.network_ms));
        schedule_.at(connection->down_ms, [connection, frame] {
            if (!connection->is_cut && connection->on_frame) {
                const auto on_frame = connection->on_frame;  // a copy: the device may close in it
                on_frame(*frame);
            }
        });
    }
    if (connection->member && connection->member->closing()) {
        connection->member.reset();
        std::erase(life_->connections, connection);
        tell_closed(connection, plan_.network_ms);
    }
}

void Server::tell_closed(const std::shared_ptr<Connection>& connection, std::int64_t most_ms) {
    connection->down_ms = std::max(connection->down_ms, schedule_.now_ms() + schedule_.up_to(most_ms));
    schedule_.at(connection->down_ms, [connection] {
        if (const auto on_closed = std::exchange(connection->on_closed, nullptr)) {
            connection->on_frame = nullptr;
            on_closed();
        }
    });
}

std::shared_ptr<Connection> Server::accept(std::function<void(const Bytes&)> on_frame,
                                           std::function<void()> on_closed) {
    if (!life_ || life_->is_stopping) {
        return nullptr;
    }
    auto connection = std::make_shared<Connection>();
    connection->on_frame = std::move(on_frame);
    connection->on_closed = std::move(on_closed);
    connection->member = std::make_unique<room::MemberSession>(the_board(), life_->shard.member_surroundings(), [] {});
    life_->connections.push_back(connection);
    return connection;
}

void Server::send(const std::shared_ptr<Connection>& connection, Bytes frame) {
    if (connection->is_cut) {
        return;
    }
    const bool is_hello = connection->sent++ == 0;
    if (!is_hello) {  // a token in a Hello has chance of its own
        schedule_.trace(frame);
    }
    connection->up_ms = std::max(connection->up_ms, schedule_.now_ms() + schedule_.up_to(plan_.network_ms));
    if (!is_hello && std::exchange(connection->repeat_next, false)) {
        arrive(connection, frame, connection->up_ms + schedule_.up_to(kAstrayMs));
    }
    const bool is_late = !is_hello && std::exchange(connection->delay_next, false);
    arrive(connection, std::move(frame), connection->up_ms + (is_late ? schedule_.up_to(kAstrayMs) : 0));
}

void Server::arrive(const std::shared_ptr<Connection>& connection, Bytes frame, std::int64_t time_ms) {
    schedule_.at(time_ms, [this, connection, frame = std::move(frame)] {
        if (!connection->is_lost && connection->member) {
            deliver(connection, frame);
        }
    });
}

void Server::deliver(const std::shared_ptr<Connection>& connection, Bytes frame) {
    if (canary_ == Canary::TakeTwice && schedule_.one_in(5)) {
        connection->member->on_frame(frame);
        frame = with_new_ids(frame, connection->member->person().actor);
    }
    connection->member->on_frame(frame);
    pump();
}

void Server::close(const std::shared_ptr<Connection>& connection) {
    connection->on_frame = nullptr;
    connection->on_closed = nullptr;
    connection->up_ms = std::max(connection->up_ms, schedule_.now_ms() + schedule_.up_to(plan_.network_ms));
    schedule_.at(connection->up_ms, [this, connection] {
        if (!connection->is_lost && connection->member) {
            connection->member.reset();
            std::erase(life_->connections, connection);
            pump();
        }
    });
}

void Server::cut(const std::shared_ptr<Connection>& connection) {
    connection->is_cut = true;
    connection->is_lost = schedule_.one_in(2);
    tell_closed(connection, 2'000);
    // Until its pings fail, the server believes in the connection.
    schedule_.after(schedule_.up_to(20'000), [this, connection] {
        if (connection->member) {
            connection->member.reset();
            std::erase(life_->connections, connection);
            pump();
        }
    });
}

}  // namespace atelier::simulation
