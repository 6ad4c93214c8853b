// The promises, held against what happens. Every op a device makes is a *work*; the ledger follows it through the
// device's outbox, its disk, new ids when it is signed anew, to the server's disk:
//  1. what leaves an outbox is on the server's disk with the same content, or was refused in words, or was signed anew;
//  2. what a device had saved is in its outbox when it is opened again;
//  3. what was acknowledged stays on the server's disk, through every death of the server;
//  4. nothing is sent before it is on disk;
//  5. what was refused is given back to its author, as a draft;
//  6. what waits in an outbox is merged on its device's board;
//  7. whoever signed something that is kept is known (the actor's record).
// What can be said only when everything is at rest: quiet.h.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/board/op.h"
#include "server/client/client_session.h"
#include "tests/simulation/crash_store.h"
#include "tests/simulation/log_view.h"
#include "tests/simulation/schedule.h"

namespace atelier::simulation {

// One thing a person did.
struct Work {
    std::vector<board::Op> forms;  // as it was stamped, and stamped anew; one of them may reach the log
    bool was_saved = false;        // on its device's disk, once
    bool is_acknowledged = false;
    bool is_refused = false;
};

class Ledger {
public:
    Ledger(Schedule& schedule, CrashStore& store) : schedule_(schedule), store_(store), log_(store) {}

    // --- devices, by number ---
    void on_open(std::size_t device, const client::ClientSession& session);
    void on_gesture(std::size_t device, const client::ClientSession& session);
    void before_frame(std::size_t device, const client::ClientSession& session, const Bytes& frame);
    void on_step(std::size_t device, const client::ClientSession& session);
    void on_unusable_frame(std::size_t device, const Error& error);
    // What the page shows of refusals, after each step.
    void on_told(std::size_t device, const std::vector<client::Refusal>& refusals);
    // A save was taken; the oldest one taken is on disk.
    void on_save(std::size_t device, const client::ClientSession& session);
    void on_saved(std::size_t device);

    // --- the server ---
    void on_death();
    void on_sent(const Bytes& frame);

    const std::vector<Work>& works() const noexcept { return works_; }
    // The work that has exactly this form; null = nobody made it.
    const Work* find(const board::Op& op) const;
    LogView& log() noexcept { return log_; }

    // The first broken promise, in a sentence; empty while there is none.
    const std::string& broken() const noexcept { return broken_; }
    void fail(const std::string& why);

private:
    struct Waiting {
        std::size_t work = 0;
        board::Op op;
        friend bool operator==(const Waiting&, const Waiting&) = default;
    };
    struct DeviceView {
        std::vector<Waiting> outbox;             // as it was after the last step
        std::vector<Waiting> disk;               // as a restart has to find it
        std::deque<std::vector<Waiting>> saves;  // taken, not yet on disk
        std::set<board::Id> refused;             // by frames of the server
        bool is_in_gaps = false;                 // something was refused in this life, by whatever word
        std::multiset<std::string> owed_drafts;  // texts of those that left, until the person has them
    };

    std::optional<std::size_t> find_work(const board::Op& op) const;
    void add_form(std::size_t work, const board::Op& op);
    void begin_work(DeviceView& view, const board::Op& op);
    // Why the op may be gone from the outbox; false when it may not.
    bool may_leave(DeviceView& view, const Waiting& waiting);
    bool was_signed_anew_though_kept(const std::vector<Waiting>& before, const client::Outbox& after);
    void follow(std::size_t device, DeviceView& view, const client::Outbox& outbox);

    Schedule& schedule_;
    CrashStore& store_;
    LogView log_;
    std::vector<Work> works_;
    std::multimap<board::Id, std::size_t> by_id_;
    std::map<std::size_t, DeviceView> devices_;
    std::string broken_;
};

}  // namespace atelier::simulation
