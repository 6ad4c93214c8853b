// What an "own" phase keeps from others until the reveal: which ops, whose they are, what is waited for. A fold over the
// ops of a board in the order of its history, so that everybody who reads the same history draws the same curtain.
//
// The curtain is down while the phase that is on lets participants see their own work only. What is made then is hidden:
// new cards and threads, and every op that touches something hidden. Ballots are nobody else's at any time
// (ballot_secrecy.h); while it is down they are not counted either. What was there before stays in sight. Where
// facilitators approve cards, threads and ballots are not hidden, as if they had been revealed from the start.
// It is shown when a phase comes that shows all, or bit by bit by the setting Revealed, later than the phase: on the
// board by kind (kRevealed… below), on a card alone. What is made after its kind was revealed is never hidden.
// The setting RevealedTable shows what was brought from that table until then (origin.h); what is brought later waits for
// the next one, so that nobody at a table can show anything by saying where it is from.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/base/ids.h"
#include "server/board/hash.h"
#include "server/board/op.h"
#include "server/workshop/run_of_show.h"

namespace atelier::workshop {

// Bits of the setting Revealed of a board: `1 << kind` for the five kinds of cards, and these two.
inline constexpr std::int64_t kRevealedThreads = 1U << 0U;
inline constexpr std::int64_t kRevealedBallots = 1U << 6U;

// Of hidden items: [0] threads, then cards by kind.
using HiddenCounts = std::array<std::uint32_t, 6>;

// Not thread-safe.
class Curtain {
public:
    enum class Change : std::uint8_t {
        None,
        Lowered,   // from here on things are hidden
        Revealed,  // something that was hidden is not any more
    };

    // The next ops of the history; `phase` is the one that is on when they are merged (null: none).
    Change on_merged(const Phase* phase, const std::vector<board::Op>& ops);

    bool is_down() const noexcept { return is_down_; }
    // Ballots that are cast now are not counted for anybody yet.
    bool hides_votes() const noexcept { return is_down_ && !is_revealed(kRevealedBallots); }
    // True when the op must not reach a participant, screen or observer who is `viewer`. Everybody has their own ops, and
    // what a facilitator did to their own cards.
    bool hides(const board::Op& op, ActorId viewer) const;
    // True when something is hidden from others that is not from `viewer`.
    bool has_own(ActorId viewer) const;
    // Who may see something hidden that others may not: those by whom it is, and whose it is. With repeats.
    void add_entitled(const std::vector<board::Op>& ops, std::vector<ActorId>& actors) const;
    // What is hidden from `viewer`, removed items too.
    HiddenCounts counts(ActorId viewer) const;
    // Cards and threads, removed ones too; no order.
    std::vector<board::Id> hidden_items() const;
    std::size_t hidden_ops() const noexcept { return hidden_.size(); }

private:
    struct Hidden {
        ActorId by;
        ActorId of;                        // whose it is; zero where it concerns things of several people
        std::vector<board::Id> waits_for;  // items; never empty
    };
    struct HiddenItem {
        board::CardKind kind = board::CardKind::None;
        std::optional<BoardId> brought_from;
    };

    void hide_if_due(const board::Op& op);
    Hidden concern(const board::Op& op) const;
    bool follow(const board::Op& op);
    bool is_revealed(std::int64_t bit) const noexcept { return (revealed_ & bit) != 0; }
    bool reveal_kinds();
    bool reveal_table(std::string_view table);
    bool reveal_all(const std::vector<board::Id>& due);
    bool reveal(board::Id awaited);
    bool follow_phase(const Phase* phase, bool is_new_phase);

    bool is_down_ = false;
    std::int64_t revealed_ = 0;                                       // bits, since the phase began
    std::unordered_map<board::Id, Hidden, board::IdHash> hidden_;     // by first id of the op
    std::unordered_map<board::Id, HiddenItem, board::IdHash> items_;  // hidden ones
};

}  // namespace atelier::workshop
