// How far the devices that write on one board had been told its history when they were last here. What all of them have
// been told of, nobody names any more who is not very late (rule M11).
//
// Kept with each snapshot: after a crash a device may seem to have been told less than it was, never more. It knows actors
// and times, no names.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/history/server_actor.h"

namespace atelier::room {

using history::kServerActor;

// A value; not thread-safe. Bound: the actors of the board.
class Devices {
public:
    // It was here at that time (wall clock, ms) and had been told of everything up to there.
    void note(ActorId device, std::int64_t now_ms, OpSeq told);
    // It signed something at that time, and nobody knows what it had been told: nothing new.
    void note_signed(ActorId device, std::int64_t now_ms);
    // Up to where all have been told who were here in the last kDeviceAwayMax; the greatest position when there are none.
    // Those who are `here` do not count: they are told of everything before what comes behind it.
    OpSeq told_to_all(std::int64_t now_ms, const std::set<ActorId>& here) const;
    // Leaves out those who have been away for longer.
    void forget_absent(std::int64_t now_ms);
    std::size_t size() const noexcept { return devices_.size(); }

    // atelier.v1.Devices.
    Bytes encode() const;
    // Corrupt when it cannot be read.
    static Result<Devices> decode(BytesView bytes);

private:
    struct Seen {
        std::int64_t at_ms = 0;
        OpSeq told;
    };
    std::map<ActorId, Seen> devices_;
};

}  // namespace atelier::room
