// A server small enough to read in one go, for tests of the client: the rules of PROTOCOL.md without sockets, disk,
// rights or time. Frames are written with protozero, so that it also runs in wasm.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/base/bytes.h"
#include "server/board/board.h"
#include "server/client/client_session.h"

namespace atelier::testing {

class FakeServer {
public:
    // One connection: what was sent to the client and not yet read.
    struct Connection {
        ActorId actor;
        bool joined = false;
        std::deque<Bytes> to_client;
    };

    // Handles one client frame, answering on `connection`. Commits go to every joined connection in `connections`.
    void on_frame(Connection& connection, BytesView frame);
    std::vector<Connection*> connections;

    // Answers ops that this says so for with Refused, and logs a Void (rule W14).
    std::function<bool(const board::Op&)> refuses = [](const board::Op&) { return false; };
    // Forget everything behind this many ops, as a restore of an old backup would: it does not show in `history`.
    void go_back_to(std::size_t ops);
    // The text of that card forgets what is deleted (rule M11).
    void purge(board::Id card);
    // Everybody is told that the board there has this hash (rule W20).
    void tell_hash(std::size_t position, std::uint64_t hash);
    // Every actor key fits none any more, as with a lost server key.
    void forget_keys() { ++key_generation_; }

    const board::Board& board() const { return board_; }
    std::size_t position() const { return log_.size(); }
    std::uint64_t mark(std::size_t position) const { return marks_[position]; }
    const std::vector<board::Op>& log() const { return log_; }
    std::size_t snapshots_sent = 0;
    std::size_t tails_sent = 0;
    bool refuses_given_back = false;  // no room: a Void in its place
    std::size_t given_back = 0;       // ops that clients brought back (rule W29)
    std::int32_t role = 1;            // of whoever joins
    std::size_t tail_ops_max = 50;    // beyond: a snapshot

private:
    void on_hello(Connection& connection, BytesView message);
    void on_offer(Connection& connection, BytesView message);
    void on_submit(Connection& connection, BytesView message);
    void commit(const std::vector<board::Op>& ops);
    Bytes key_of(ActorId actor) const;

    board::Board board_;
    std::vector<board::Op> log_;
    std::uint64_t next_actor_ = 100;
    std::vector<std::uint64_t> marks_{0};  // of the history up to each position
    std::uint64_t next_mark_ = 1;
    std::uint64_t key_generation_ = 0;
};

// A client and its wire to a FakeServer, moved by hand. The device's disk is `disk`.
class FakeDevice {
public:
    explicit FakeDevice(FakeServer& server, std::uint64_t seed, client::JoinOptions options = {});
    ~FakeDevice();
    FakeDevice(const FakeDevice&) = delete;
    FakeDevice& operator=(const FakeDevice&) = delete;

    void connect();
    void disconnect();
    // Saves, sends and receives until nothing moves; reconnects when the client wants to.
    void settle();
    void save();         // take_save and on_saved
    void send();         // everything the client wants to send now
    void receive();      // everything the server has sent
    void receive_one();  // of it, the first frame
    // The tab is killed and opened again: memory is gone, `disk` stays.
    void kill_and_reopen();

    client::ClientSession& session() { return *session_; }
    std::string text(board::Id item) { return session_->board().find(item)->text.str(); }

    Bytes disk;
    std::vector<client::Refusal> refusals;
    std::size_t sent_bytes = 0;  // frames to the server

private:
    FakeServer& server_;
    client::JoinOptions options_;
    SeededRandom random_;
    std::unique_ptr<client::ClientSession> session_;
    FakeServer::Connection connection_;
    bool connected_ = false;
};

}  // namespace atelier::testing
