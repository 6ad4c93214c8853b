// A large workshop, always the same: the board that load times, snapshots and memory are measured on, and a workload of
// ops that are not text. Pure, so that it can also be made inside the wasm module.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::testing {

inline constexpr std::size_t kWorkshopCards = 2'000;
inline constexpr std::size_t kWorkshopOps = 100'000;

// Of a workshop: its cards at most, the ops of its history, and for each card the batches of typing and the other gestures
// (half as many again on average).
struct WorkshopSize {
    std::size_t cards = kWorkshopCards;
    std::size_t ops = kWorkshopOps;
    std::size_t batches = 20;
    std::size_t gestures = 8;
};

// The whole history, in an order in which it can be applied: 60 people who write cards one after the other, batch by batch
// of a syllable each, go back over what they wrote (one batch in ten deletes), correct other people's cards, and between two
// cards move, link, group and vote.
std::vector<board::Op> workshop_ops(const WorkshopSize& size = {});

// `count` ops of the same people on that board: moves and other registers, links, memberships, ballots, a quarter each,
// in random order. They go on where `board`, the result of workshop_ops(), ends.
std::vector<board::Op> map_ops(const board::Board& board, std::size_t count);

}  // namespace atelier::testing
