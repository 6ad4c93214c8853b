// What may go wrong in one run, and how often. Each seed draws its own mixture, so that some runs are calm but for one
// thing: a fault that comes all the time hides what it does when it comes once.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/base/random.h"

namespace atelier::simulation {

// What goes wrong by itself, now and then.
enum class Fault : std::uint8_t {
    Cut,            // a connection breaks: what is under way is lost, each side notices on its own
    Silence,        // the network of one device is gone for a while
    DeviceRestart,  // the page is killed and opened again: what was saved survives
    ServerCrash,    // what is not synced is gone
    ServerStop,     // the server ends in good order and comes back
    DiskFails,      // a write fails; the server says so, exits and comes back
    ClockJump,      // the server's wall clock
    Twice,          // a Submit comes a second time, later: a request that was repeated on the way (rule W2)
    Overtaken,      // a Submit comes late, behind those sent after it: two requests at once (rule W2)
    Copy,           // a device's profile is copied: two lives with one outbox and one actor
    BackUp,         // the server's disk is backed up; the next time, put back to that
    NewKey,         // the server comes back with another secret: all get new links, and are nobody it knows
};
constexpr std::size_t kFaults = 12;

constexpr std::int64_t kAstrayMs = 2'000;  // at most, beyond its delay, of a frame that others overtake

// A fault put in on purpose: a promise broken in one place. The invariants have to notice (tests of the simulation).
enum class Canary : std::uint8_t {
    None,
    AcknowledgeBeforeSync,  // the committer answers before it writes
    ForgetAnOutboxOp,       // a device saves its outbox without the last op
    TakeTwice,              // the server takes a resubmission for something new
    OlderWriterWins,        // on one device, rule M4 is turned round
};

struct Plan {
    std::size_t devices = 3;
    std::size_t acts = 2;             // each ends in a quiet point
    std::int64_t act_ms = 20'000;     // of virtual time, gestures and faults
    std::int64_t gesture_gap_ms = 0;  // at most, between two of one device
    std::int64_t network_ms = 0;      // delay of a frame, at most
    std::int64_t save_ms = 0;         // of a device's disk, at most
    std::int64_t sync_ms = 0;         // of the server's disk, at most
    std::int64_t job_ms = 0;          // of the server's pool for blocking work, at most
    std::size_t commit_queue_bytes = 0;
    std::int64_t fault_gap_ms = 0;  // at most, between two faults
    std::vector<Fault> faults;      // those that happen in this run
    bool large_cards = false;       // so that snapshots are made at every turn
    bool long_texts = false;        // near the bound of a card's text: some ops are refused
    bool has_observer = false;      // the last device's person only reads
    bool purges = false;            // texts forget deleted letters at every turn
};

Plan draw_plan(SeededRandom& random);

}  // namespace atelier::simulation
