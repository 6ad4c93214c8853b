// The server without its sockets, threads and disk: the real shard, rooms, members and store contract, on virtual time.
// It can be killed at any moment, and comes back with what was synced.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/room/board_directory.h"
#include "server/room/member_session.h"
#include "server/workshop/capability.h"
#include "tests/simulation/crash_store.h"
#include "tests/simulation/plan.h"
#include "tests/simulation/schedule.h"

namespace atelier::simulation {

// The one board there is.
BoardId the_board();

// What a device sees of its connection. Frames of one direction come in order; a cut loses what is under way.
struct Connection {
    std::function<void(const Bytes&)> on_frame;  // at the device; empty when it has closed its side
    std::function<void()> on_closed;
    std::unique_ptr<room::MemberSession> member;  // null when the server has closed its side
    bool is_cut = false;                          // nothing arrives at the device, nor what it sends from now on
    bool is_lost = false;                         // nor what it had sent before
    bool repeat_next = false;                     // the next Submit comes twice
    bool delay_next = false;                      // the next Submit is overtaken
    std::int64_t up_ms = 0;                       // when the last frame sent arrives
    std::int64_t down_ms = 0;
    std::size_t sent = 0;  // by the device
};

class Server {
public:
    Server(Schedule& schedule, const Plan& plan, Canary canary);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // --- for devices ---
    // Null while the server is down.
    std::shared_ptr<Connection> accept(std::function<void(const Bytes&)> on_frame, std::function<void()> on_closed);
    void send(const std::shared_ptr<Connection>& connection, Bytes frame);
    // The device closes; the server hears of it a little later.
    void close(const std::shared_ptr<Connection>& connection);
    // The network loses the connection: each side notices on its own, the server perhaps much later.
    void cut(const std::shared_ptr<Connection>& connection);
    // What becomes of its next Submit (Fault::Twice, Fault::Overtaken).
    static void repeat_next(Connection& connection) noexcept { connection.repeat_next = true; }
    static void delay_next(Connection& connection) noexcept { connection.delay_next = true; }
    // Signed with the secret of now; key_number() says when another one is needed.
    std::string token(workshop::Role role) const;
    std::size_t key_number() const noexcept { return key_number_; }

    // --- faults ---
    void crash();
    void stop();
    void break_disk();
    // Makes a backup; the next time, the server ends, its disk is what it was then, and it comes back.
    void back_up_or_put_back();
    // Stops; what starts then has another secret.
    void change_key();
    void jump(std::int64_t ms) noexcept;

    bool is_up() const noexcept { return life_ != nullptr; }
    // Nothing is under way on its disk or threads.
    bool is_idle() const;
    CrashStore& store() noexcept { return store_; }
    // Called after each crash and stop, when the store is as it will be found.
    std::function<void()> on_death = [] {};
    // Called behind on_death when the store was put back to an older day.
    std::function<void()> on_put_back = [] {};
    // Positions sent to members, for the invariant that nothing uncommitted is.
    std::function<void(const Bytes& frame)> on_sent = [](const Bytes&) {};

private:
    struct Life;
    class WallClock;
    class Directory;

    void start();
    void end(bool write_is_done);
    void end_after(std::int64_t delay_ms, std::string why);
    void pump();
    void flush(const std::shared_ptr<Connection>& connection);
    void arrive(const std::shared_ptr<Connection>& connection, Bytes frame, std::int64_t time_ms);
    void deliver(const std::shared_ptr<Connection>& connection, Bytes frame);
    void tell_closed(const std::shared_ptr<Connection>& connection, std::int64_t most_ms);

    Schedule& schedule_;
    const Plan& plan_;
    const Canary canary_;
    SeededRandom random_;  // the server's own: actors
    CrashStore store_;
    workshop::ServerKey key_;
    std::size_t key_number_ = 0;
    bool is_key_due_ = false;
    std::optional<CrashStore::Backup> backup_;
    std::unique_ptr<WallClock> clock_;
    std::unique_ptr<Directory> directory_;
    std::uint64_t lives_ = 0;
    std::unique_ptr<Life> life_;  // null while the process is not there
};

}  // namespace atelier::simulation
