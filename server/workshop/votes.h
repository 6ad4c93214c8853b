// The forms in which a room votes, and what a ballot may say in each (docs/votes.md). Pure.
//
// A board has a poll for each form and round of it: its number is the form + 4 * (round - 1). One voter has one ballot on a
// card in a poll. A phase says which poll is open.
// SPDX-License-Identifier: MIT
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "server/base/ids.h"
#include "server/base/limits.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::workshop {

enum class VoteForm : std::uint8_t {
    Opinion = 0,  // for, no opinion, against: 1, 0, -1
    Dots = 1,     // out of a budget, several on one card if one likes: how many
    Scale = 2,    // four levels of agreement: -2, -1, 1, 2
    Carry = 3,    // "I can carry this": 1
};

inline constexpr std::uint32_t kVoteForms = 4;
inline constexpr std::uint32_t kVoteRoundsMax = 16;
inline constexpr std::uint32_t kDotsMax = 100;  // of a budget
inline constexpr std::uint32_t kDotsUsual = 5;

constexpr std::uint32_t poll_number(VoteForm form, std::uint32_t round) noexcept {
    return static_cast<std::uint32_t>(form) + kVoteForms * (round - 1);
}
constexpr VoteForm form_of(std::uint32_t poll) noexcept {
    return static_cast<VoteForm>(poll % kVoteForms);
}

// How many numbers the counts of that form are (tallies.h).
constexpr std::size_t counts_of(VoteForm form) noexcept {
    switch (form) {
        case VoteForm::Opinion: return 3;
        case VoteForm::Dots: return 2;
        case VoteForm::Scale: return 4;
        case VoteForm::Carry: return 1;
    }
    return 0;
}

// Whether a ballot that is not withdrawn can have that value.
bool is_vote(VoteForm form, std::int32_t value) noexcept;

// Polls whose ballots are out of the record: they take no more of them.
using Polls = std::bitset<limits::kPollsMax>;
Polls closed_polls(const board::Board& board);
// The setting that says so: their numbers ascending, as a JSON array.
board::SetSetting closing(const Polls& polls);
// Those that a ballot was cast in, taken back or not.
Polls polls_with_ballots(const board::Board& board);

// Dots of the voter in that poll that lie on cards which are there to be voted on: what lies on a card that was removed, or
// that a merged card stands for and does not count, is free to be given again.
std::uint64_t dots_spent(const board::Board& board, std::uint32_t poll, VoterId voter);

// PollClosed for a poll that takes no more; WrongKind for a value that its form does not have; NoVotesLeft when dots would go over the budget (0: none is set, and
// dots cannot be given). Taking back is right in every poll that is not closed.
Result<void> check_ballot(const board::Board& board, std::uint32_t dots, const board::CastBallot& ballot);

// Votes that facilitators counted in the room, by hands or on paper: {"1": [12, 5], …}, by number of the poll, the counts
// as in a tally (tallies.h). Malformed for anything else.
Result<void> check_room_votes(std::string_view json);

}  // namespace atelier::workshop
