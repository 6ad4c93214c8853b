// The server as the program sees it: open it, run it, stop it. Everything else of this folder is behind it.
//
// Thread-safe: port(), stop(), fail(), ask_alive(), figures(). run() blocks its caller until the server has stopped.
// Order at the end: listeners closed; members told and closed with 1012 (rule W22); what is in flight committed; rooms
// saved; connections joined within kShutdownTimeout; the commit queue stopped; threads joined. run() then returns.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "atelier/v1/control.pb.h"
#include "server/accounts/account_order.h"
#include "server/base/clock.h"
#include "server/base/limits.h"
#include "server/base/pace.h"
#include "server/base/result.h"
#include "server/room/access.h"
#include "server/room/board_directory.h"
#include "server/room/shard_figures.h"
#include "server/workshop/capability.h"
#include "storage/commit_queue.h"
#include "storage/store.h"

namespace atelier::history {
class ErasureLedger;
}

namespace atelier::http {

struct ServerOptions {
    std::string address = "127.0.0.1";         // IPv4 or IPv6; "::" takes both
    std::uint16_t port = 0;                    // 0 = any free one
    std::string web_root;                      // folder of the web client; empty = none is served
    unsigned threads = 0;                      // 0 = one per core
    std::vector<std::string> allowed_origins;  // "https://host[:port]", besides the host a request was sent to
    std::string public_url;                    // its origin is allowed as well; may be empty
    PaceLimits pace{limits::kOpsPerSecond, limits::kOpsBurst};  // of one connection
    std::size_t connections_max = limits::kConnectionsMax;      // open at once; newcomers wait
    std::chrono::hours ballots_kept{0};  // of a board that nobody writes on any more; 0 = as long as the board
};

// All outlive the server.
struct Dependencies {
    storage::Store& store;
    storage::CommitQueue& commits;  // run() stops it at the end
    const room::BoardDirectory& directory;
    const workshop::ServerKey& key;
    const Clock& clock;
    const room::AccessRecords& access;  // as the catalogue had it
    room::BoardMaker* maker = nullptr;  // null: no board is made while this server runs
    // Facilitators with a password, and what they may lead. Null: nobody signs in.
    const std::vector<v1::User>* users = nullptr;
    const room::BoardShelf* shelf = nullptr;
    history::ErasureLedger* erased = nullptr;  // null: no ledger is kept
    // Boards of the catalogue that are older than that time. Thread-safe. Null: no ballots go by themselves.
    std::function<std::vector<BoardId>(std::int64_t before_ms)> boards_made_before = {};
    accounts::HasAtelier has_atelier = {};  // whether there is one of that name, to be given to an account; thread-safe
};

// What the server has counted since it began, and what is now.
struct ServerFigures {
    std::uint64_t connections = 0;           // open now, all kinds
    std::uint64_t connections_accepted = 0;  // in all
    std::uint64_t accept_pauses = 0;         // connections_max were open, or no descriptor was left: newcomers waited
    std::uint64_t origins_refused = 0;       // requests of pages that may not talk to this server (rule W4)
    std::uint64_t readers_cut = 0;           // connections that took nothing for kWriteTimeout
    std::uint64_t long_polls = 0;            // sessions over long-poll, now
    room::RoomFigures rooms;
};

// What the program hears of the server's life: each at most once, on a thread of the server, so it must not block.
struct LifeEvents {
    std::function<void()> on_serving;   // it listens, and every thread has come round; never after on_stopping
    std::function<void()> on_stopping;  // nobody is let in any more, those who are there are about to be told
};

class Server {
public:
    // Reads the web client and listens: from here on connections queue up. Config when the address cannot be used or
    // the port is taken; NotFound, TooLarge, Io for the web client.
    static Result<std::unique_ptr<Server>> open(ServerOptions options, const Dependencies& dependencies);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    // REQUIRES: run() has returned, or was never called.
    ~Server();

    // The port listened on.
    std::uint16_t port() const noexcept;

    // Serves until stop() or fail(). Fails with what fail() was given. Once.
    Result<void> run(LifeEvents events = {});
    // Asks run() to end in good order. May come before run().
    void stop();
    // The store cannot write any more (CommitQueue's OnFailure): nothing is acknowledged from here on, everybody is sent
    // away, and run() returns `error` for the program to exit with. The first one counts.
    void fail(const Error& error);
    // Runs `on_answer`, which must not block, once every thread has come round to it: one after another, and then on the
    // first one. Never, when a thread is stuck or has ended.
    void ask_alive(std::function<void()> on_answer);
    // What an operator wants of the accounts. `done` is told on a thread of the server, and must not block; never, when the
    // server ends before. Any thread.
    void administer(v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done);

    // As of about now; counts that are read one after another need not fit together to the last one.
    ServerFigures figures() const;

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace atelier::http
