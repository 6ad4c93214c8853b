// The phases of a day as data: what participants may do in each, for how long (docs/run-of-show.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"
#include "server/workshop/anonymity.h"
#include "server/workshop/votes.h"

namespace atelier::workshop {

// What a phase can let participants do. Adding cards of a kind has one for each kind.
enum class Act : std::uint16_t {
    AddFear = 1U << 0U,
    AddBarrier = 1U << 1U,
    AddNeed = 1U << 2U,
    AddStory = 1U << 3U,
    AddSolution = 1U << 4U,
    EditOwn = 1U << 5U,     // text, kind, organisation, removal of one's own cards
    EditOthers = 1U << 6U,  // the same of anybody's
    Move = 1U << 7U,        // rank and place of anything
    Link = 1U << 8U,
    Thread = 1U << 9U,  // make, name, join, leave
    Vote = 1U << 10U,
};

// What participants see of each other's work while the phase lasts.
enum class Sight : std::uint8_t {
    All,
    Own,       // their own; what others make is hidden until the reveal (curtain.h)
    Approved,  // of new cards their own, and what facilitators have let through, one by one
};

// The word of the file formats for an act: "fear", "edit_own", "link"… Nothing for a word that this version does not know.
std::optional<Act> act_named(std::string_view word) noexcept;

struct Phase {
    std::string title;
    std::string instruction;    // one sentence for everybody
    std::uint32_t minutes = 0;  // planned; 0 = open end
    std::uint16_t may = 0;      // bits of Act
    Sight sight = Sight::All;
    Anonymity anonymity = Anonymity::Organisation;  // of what participants add
    VoteForm vote = VoteForm::Opinion;              // how participants vote, where they may
    std::uint32_t round = 1;                        // 1 to kVoteRoundsMax: another one of the same form
    std::uint32_t dots = kDotsUsual;                // budget of each voter; only for VoteForm::Dots

    std::uint32_t poll() const noexcept { return poll_number(vote, round); }
    bool allows(Act act) const noexcept { return (may & static_cast<std::uint16_t>(act)) != 0; }
    friend bool operator==(const Phase&, const Phase&) = default;
};

// Whether what others make is hidden while that phase is on; null: none is.
inline bool draws_curtain(const Phase* phase) noexcept {
    return phase != nullptr && phase->sight != Sight::All;
}

struct RunOfShow {
    std::string title;
    std::vector<Phase> phases;  // 1 to kPhasesMax
    friend bool operator==(const RunOfShow&, const RunOfShow&) = default;
};

// Reads "atelier-run-of-show/1". Malformed says in which phase what is wrong; TooLarge beyond a bound of limits.h.
// Words and fields of a newer version are errors, not guesses: a rule that is not known cannot be kept.
Result<RunOfShow> parse_run_of_show(std::string_view json);

// The same as text that parse_run_of_show() reads back equal.
std::string write_run_of_show(const RunOfShow& show);

}  // namespace atelier::workshop
