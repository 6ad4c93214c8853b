// A card that no session signs (rule W34): its actor is made from a key that its author's device keeps, and signs nothing
// else. What of it changes, as ops. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/base/random.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::room {

struct LoneGesture {
    enum class What : std::uint8_t { Add, Reword, Remove };

    What what = What::Add;
    ActorId actor;                                 // workshop::actor_of_edit_key()
    board::CardKind kind = board::CardKind::None;  // Add
    std::string label;                             // Add: what it says of its author
    std::string text;                              // Add, Reword
};

// What became of it, for whoever has the key.
struct LoneFate {
    bool is_hidden = false;  // others do not see it yet
    bool is_parked = false;  // refused, or put aside
    bool is_removed = false;
    std::string note;  // what facilitators ask its author, or why it was refused
};

// The card of that actor.
constexpr board::Id lone_card(ActorId actor) noexcept {
    return {actor, 1};
}

// The ops that do it, in their order, each the next of its actor; none when it is so already, which for Add is when there
// is a card of that actor, whatever it says. Only the first can be one that the board does not take.
// NotYours: another key is needed. UnknownItem: nothing was ever added under that actor. BadText; Malformed for a text to be reworded that is empty.
Result<std::vector<board::Op>> make_ops(const board::Board& board, const LoneGesture& gesture, Random& random);

// UnknownItem: nothing was ever added under that actor. Whether it is hidden is the caller's to say.
Result<LoneFate> fate_of(const board::Board& board, ActorId actor);

}  // namespace atelier::room
