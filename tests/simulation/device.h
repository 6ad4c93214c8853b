// One person's device: the real session of the client, and around it what a page does: saving, connecting, sending,
// coming back. Its disk is slow, and it can be killed at any moment.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "server/base/random.h"
#include "server/client/client_session.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/plan.h"
#include "tests/simulation/schedule.h"
#include "tests/simulation/server.h"

namespace atelier::simulation {

class Device {
public:
    struct Surroundings {
        Schedule& schedule;
        const Plan& plan;
        Server& server;
        Ledger& ledger;
    };

    // `only_reads`: its link is an observer's.
    Device(Surroundings around, std::size_t number, bool only_reads, Canary canary);
    // A copy of what another has on its disk, to live on by itself.
    Device(const Device& copied, std::size_t number);
    Device& operator=(const Device&) = delete;

    // --- what happens to it ---
    void make_gesture();
    void restart();  // killed and opened again, with what was saved
    void cut();      // the network loses its connection
    void lose_network(std::int64_t ms);
    void repeat_next();
    void delay_next();

    client::ClientSession& session() noexcept { return *session_; }
    const std::string& name() const noexcept { return name_; }
    // Connected, and nothing of it is under way: neither ops nor saves.
    bool is_settled() const;
    std::string state() const;

private:
    void open();
    void reconnect_later(std::int64_t most_ms);
    void connect();
    void close();
    void on_frame(const Bytes& frame);
    void on_closed();
    // After each thing that happened: what a host's loop does.
    void go_on();
    void save_later();
    void save();

    const Surroundings around_;
    const std::string name_;
    const std::size_t number_;
    const bool only_reads_;
    const Canary canary_;
    SeededRandom random_;
    std::unique_ptr<client::ClientSession> session_;
    std::size_t key_number_ = 0;  // of the link it was opened by
    std::uint64_t life_ = 0;      // what is scheduled for an earlier one does not happen
    Bytes disk_;                  // what a restart finds
    bool save_scheduled_ = false;
    std::size_t saves_under_way_ = 0;
    std::int64_t disk_ready_ms_ = 0;  // writes of one disk come in order
    std::shared_ptr<Connection> connection_;
    bool reconnect_scheduled_ = false;
    std::int64_t no_network_until_ms_ = 0;
};

}  // namespace atelier::simulation
