// The protocol where WebSocket is blocked: the same frames, in bodies of POST requests (rule W2).
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>

#include "server/async/signal.h"
#include "server/async/task.h"
#include "server/base/counter.h"
#include "server/base/ids.h"
#include "server/base/pace.h"
#include "server/http/beast.h"
#include "server/room/member_session.h"
#include "server/room/shard.h"
#include "server/room/system_random.h"

namespace atelier::http {

// The long-poll sessions of one thread. Thread: its executor's. The shard outlives it.
class LongPollTable {
public:
    static constexpr std::size_t kBodyBytesMax = 256 * 1024;    // several full frames in one request
    static constexpr std::size_t kSessionsMax = 5'000;          // a thread's share, as kConnectionsMax is the process's
    static constexpr std::chrono::seconds kSessionTimeout{60};  // after its last request a session is gone

    // `pace`: of each session.
    LongPollTable(async::Executor executor, room::Shard& shard, PaceLimits pace)
        : executor_(executor),
          shard_(shard),
          pace_(pace) {}

    // Answers one request: takes its frames in, waits at most kLongPollWait for something to say.
    // 410 for a session that is not known (any more): the client says Hello again. REQUIRES: the origin was checked.
    async::Task<Response> answer(Request request, BoardId board);
    // Once a second: drops sessions that nobody asks for any more.
    void on_tick();
    // Answers whoever waits, with whatever there is.
    void wake_all();
    // Drops every session. REQUIRES: no answer() is under way.
    void clear();
    // How many sessions there are. Any thread.
    std::uint64_t session_count() const noexcept { return count_.value(); }

private:
    struct Session {
        Session(async::Executor executor, const BoardId& of, room::Shard& shard, PaceLimits limits)
            : board(of),
              changed(executor),
              pace(limits),
              member(of, shard.member_surroundings(), [this] { changed.notify(); }) {}

        BoardId board;
        async::Signal changed;
        Pace pace;
        std::uint64_t requests = 0;  // a newer request ends the wait of an older one
        std::uint64_t taken = 0;     // of them: their frames are taken in the order in which they came
        unsigned answering = 0;
        async::SteadyClock::time_point last_used = async::steady_now();
        room::MemberSession member;
    };

    // The session a request names, or a new one; nullptr when there is none (any more) or no room for another.
    std::shared_ptr<Session> find_or_make(const Request& request, const BoardId& board, std::string& id);
    // Until it is the request's turn and the session has rested; at once for one that ends.
    async::Task<void> wait_for_turn(const Session& session, std::uint64_t number) const;
    static void take_in(Session& session, const Request& request, std::uint64_t number);
    Response make_answer(Session& session, const std::string& id, const Request& request);

    async::Executor executor_;
    room::Shard& shard_;
    const PaceLimits pace_;
    room::SystemRandom random_;
    std::unordered_map<std::string, std::shared_ptr<Session>> sessions_;
    Counter count_;  // of sessions_
    bool is_stopping_ = false;
};

}  // namespace atelier::http
