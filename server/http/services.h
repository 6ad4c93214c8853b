// What the connections of all threads share: immutable after start, or atomic.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "server/async/blocking_pool.h"
#include "server/base/ids.h"
#include "server/base/limits.h"
#include "server/base/pace.h"
#include "server/http/account_desk.h"
#include "server/http/origin.h"
#include "server/http/server.h"
#include "server/http/static_site.h"
#include "server/room/family.h"

namespace atelier::http {

class Worker;

struct Services {
    explicit Services(const Dependencies& given);
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;
    ~Services();

    // The thread on which this board lives.
    Worker& worker_of(const BoardId& board) const { return *workers[std::hash<BoardId>{}(board) % workers.size()]; }
    // The thread of all accounts.
    Worker& worker_of_accounts() const { return *workers.front(); }
    // A link opens nothing any more: every thread closes the connections that came by it. Any thread; returns at once.
    void tell_revoked(std::uint64_t link) const;
    // Somebody was sent away: every thread closes what that person has open on its boards. Any thread; returns at once.
    void tell_expelled(const room::Seat& whom) const;

    const Dependencies dependencies;
    StaticSite site;
    OriginPolicy origins;
    // Set before the workers are made.
    PaceLimits pace;
    std::size_t connections_max = 0;
    std::chrono::milliseconds ballots_kept{0};  // after the last change of a board; 0 = as long as the board
    async::BlockingPool pool{
        2};  // boards are read and snapshots written here; two, so that one slow board stops no other
    // Who looks back waits for others who do, and nobody who is at work waits for them.
    async::BlockingPool history_pool{1};
    // Pictures are drawn here, one after another: 64 MB once, and fonts are one thread's at a time.
    async::BlockingPool picture_pool{1, limits::kPicturesWaitingMax};
    // Passwords are hashed and accounts written here, one after another: 64 MiB once, and writes in their order.
    async::BlockingPool account_pool{1};
    AccountDesk accounts;  // of worker_of_accounts()
    std::atomic<bool> is_stopping = false;
    std::atomic<bool> has_failed = false;
    std::atomic<std::size_t> connections = 0;  // open sockets, all threads
    // Counted where they happen, seldom enough for an atomic that threads share (ServerFigures says what they are).
    std::atomic<std::uint64_t> connections_accepted = 0;
    std::atomic<std::uint64_t> accept_pauses = 0;
    std::atomic<std::uint64_t> origins_refused = 0;
    std::atomic<std::uint64_t> readers_cut = 0;
    std::vector<std::unique_ptr<Worker>> workers;  // last: connections end with them
};

// Counts one open connection while it lives.
class CountedConnection {
public:
    explicit CountedConnection(std::atomic<std::size_t>& count) : count_(count) { count_.fetch_add(1); }
    CountedConnection(const CountedConnection&) = delete;
    CountedConnection& operator=(const CountedConnection&) = delete;
    ~CountedConnection() { count_.fetch_sub(1); }

private:
    std::atomic<std::size_t>& count_;
};

}  // namespace atelier::http
