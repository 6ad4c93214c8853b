// What the votes on a card come to. The server counts and writes it onto the card (setting Tally), so that ballots stay with
// who cast them: devices, replays and exports get counts alone (docs/votes.md). Pure.
//
// A tally is JSON: [{"poll": 2, "counts": [1, 0, 4, 9], "groups": {"1": [0, 0, 2, 5], …}, "disagree": true}, …], polls
// ascending, "groups" and "disagree" only where there is something to say. Counts by form: an opinion [against, none, for];
// dots [dots, people]; a scale [-2, -1, 1, 2]; "I can carry this" [people].
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::workshop {

// Each voter once in each poll, by the latest ballot that counts for the card (MERGE.md, M10). "" when nobody votes. A group
// is told where nobody in it can be recognised by it (small_groups.h). Disagreement: at least four voters, a quarter of them
// on either side; or the means of two groups that are told a half of the whole range apart.
std::string count_votes(const board::Board& board, board::Id card);

// Who have a ballot in that poll that is not withdrawn. Costs a look at every ballot.
std::size_t count_voters(const board::Board& board, std::uint32_t poll);

// The setting that says so, when what the card has does not. Of a poll in which there is no ballot at all, taken back or
// not, what the card has stays: the ballots were left behind when the board was restored from an archive (docs/archive.md).
std::optional<board::SetSetting> due_tally(const board::Board& board, board::Id card);
// Of all cards, at most `most` of them. Costs a look at every ballot.
std::vector<board::SetSetting> due_tallies(const board::Board& board, std::size_t most);

}  // namespace atelier::workshop
