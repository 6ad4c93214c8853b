// Who comes in: the decision over a Hello (rules W5 to W8), before any room is touched. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "atelier/v1/wire.pb.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/ids.h"
#include "server/room/board_directory.h"
#include "server/room/sentences.h"
#include "server/workshop/capability.h"
#include "server/workshop/role.h"

namespace atelier::room {

// A Hello that was found good.
struct Admission {
    BoardListing listing;
    workshop::Capability link;  // that was shown
    workshop::Role role = workshop::Role::Observer;
    std::uint32_t version = 0;
    // Zero: none was shown, its key does not fit, or another one is asked for: the room gives a new one (rules W8, W26).
    ActorId actor;
    board::Id unacknowledged;  // of the actor that was shown, with whatever key; null = nothing is asked
    Language language = Language::French;
    std::uint64_t history = 0;  // what `position` counts in
    OpSeq position;
    std::uint64_t mark = 0;    // of the history up to there
    bool veiled = false;       // ops were withheld from the state there (rule W32)
    bool gzip = false;         // the client takes a Welcome in gzip (rule W30)
    std::string name;          // may be empty
    std::string organisation;  // may be empty
};

// Whether the right is one on that board.
bool opens(const workshop::Capability& capability, const BoardListing& listing);

// VersionTooOld, BadToken (also for a board that is not there: links tell nothing about what exists), ExpiredToken,
// TooLarge or BadText for name and organisation. `board` is the one of the connection's path.
Result<Admission> admit(const v1::Hello& hello, const BoardId& board, const BoardDirectory& directory,
                        const workshop::ServerKey& key, std::int64_t now_ms);

// The voter an actor votes as. A keyed hash of its own: it goes into public ballots, so it must say nothing of the key
// that proves the actor.
VoterId voter_of(const BoardId& board, ActorId actor, const workshop::ServerKey& key);

// TooLarge or BadText when a person's name or organisation cannot be shown.
Result<void> check_person(std::string_view name, std::string_view organisation);

}  // namespace atelier::room
