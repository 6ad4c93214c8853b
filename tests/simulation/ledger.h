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
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/board/op.h"
#include "server/client/client_session.h"
#include "tests/simulation/crash_store.h"
#include "tests/simulation/log_view.h"
#include "tests/simulation/schedule.h"
#include "tests/simulation/works.h"

namespace atelier::simulation {

class Ledger {
public:
    Ledger(Schedule& schedule, CrashStore& store) : schedule_(schedule), store_(store), log_(store) {}

    // --- devices, by number ---
    void on_open(std::size_t device, const client::ClientSession& session);
    // The disk of a device, copied to another.
    void on_copy(std::size_t from, std::size_t to);
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
    // Its disk is that of an older day.
    void on_put_back();
    void on_sent(const Bytes& frame);

    const Works& works() const noexcept { return works_; }
    LogView& log() noexcept { return log_; }
    // Something that was on its disk is not there any more, or is there again.
    bool was_put_back() const noexcept { return !undone_.empty(); }

    // What one life of a copied profile sends while others give back what the other life had signed under the same ids is
    // taken from where those end, and comes once more under the actor that it gets.
    bool may_come_twice() const noexcept { return has_copies_ && was_put_back(); }
    // The log has it, or what two lives of a copied profile typed alike under one id, at two places: there once.
    bool is_kept(const Work& work);

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

    // Whether the disk has such an op, or had before it was put back to an older day.
    bool is_on_disk(board::Id id, const std::function<bool(const board::Op&)>& is_it);
    // Why the op may be gone from the outbox; false when it may not.
    bool may_leave(DeviceView& view, const Waiting& waiting);
    void follow(std::size_t device, DeviceView& view, const client::Outbox& outbox);

    Schedule& schedule_;
    CrashStore& store_;
    LogView log_;
    Works works_;
    std::map<std::size_t, DeviceView> devices_;
    std::multimap<board::Id, board::Op> undone_;  // was on the disk that was put back
    bool has_copies_ = false;                     // of devices
    std::string broken_;
};

}  // namespace atelier::simulation
