// Who may do what: pure decisions over (role, phase, board, op). One place; the page only shows what is decided here.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "server/workshop/role.h"
#include "server/workshop/run_of_show.h"

namespace atelier::workshop {

// Who acts.
struct Person {
    Role role = Role::Observer;
    ActorId actor;
    VoterId voter;
    bool signs_once = false;  // the actor was made for one card: nothing ties it to whoever writes
};

// NotAllowed when the role may not; NotYours when the op is signed by another actor or votes for another voter; NotNow when
// the phase that is on does not let participants do this (null: no phase, everything may be done); Held when what it
// changes is locked; TellsTooMuch when a card would say more of its author than the phase lets it, and for a label that says
// more than the one before, from whomever; SharedDevice for a vote from a tablet; Malformed or TooLarge for a run of show that cannot be played; WrongKind for a
// link whose verb does not fit its two cards (verbs.h) or a vote that its poll does not have, NoVotesLeft for dots over the
// budget, PollClosed for a poll that takes no more (votes.h), from whomever; Malformed or NotAllowed for an origin (origin.h) that is none or the second of its item,
// from whomever. Facilitators are bound by no phase.
// Void and PurgeText may come from nobody: only the server writes them (NotAllowed).
// What the op names and is not on the board is left to Board::check().
Result<void> may_submit(const Person& person, const board::Board& board, const Phase* phase, const board::Op& op);

}  // namespace atelier::workshop
