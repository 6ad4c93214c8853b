// SPDX-License-Identifier: MIT
#include "server/workshop/verbs.h"

#include <array>
#include <cstddef>

namespace atelier::workshop {
namespace {

constexpr std::size_t kKinds = 5;

constexpr Verbs kAnswers{board::Verb::Answers};
constexpr Verbs kBlocks{board::Verb::Blocks};
constexpr Verbs kCauses{board::Verb::Causes};
constexpr Verbs kIllustrates{board::Verb::Illustrates};
constexpr Verbs kContradicts{board::Verb::Contradicts};
constexpr Verbs kCompletes{board::Verb::Completes};

// Rows: from; columns: to; both in the order fear, barrier, need, story, solution.
constexpr std::array<std::array<Verbs, kKinds>, kKinds> kBetween = {{
    {kCauses | kContradicts | kCompletes, kCauses, kBlocks | kCauses, kContradicts,
     kBlocks | kContradicts | kCompletes},
    {kCauses, kCauses | kContradicts | kCompletes, kBlocks | kCauses, kContradicts,
     kBlocks | kContradicts | kCompletes},
    {kAnswers | kCauses, kAnswers | kCauses, kCauses | kContradicts | kCompletes, kContradicts,
     kContradicts | kCompletes},
    {kAnswers | kIllustrates | kContradicts, kAnswers | kIllustrates | kContradicts,
     kAnswers | kIllustrates | kContradicts, kContradicts | kCompletes, kIllustrates | kContradicts | kCompletes},
    {kAnswers | kCauses | kContradicts, kAnswers | kCauses | kContradicts, kAnswers | kCauses | kContradicts,
     kContradicts, kContradicts | kCompletes},
}};

// The row or column of a kind; kKinds when it is none.
constexpr std::size_t place_of(board::CardKind kind) noexcept {
    switch (kind) {
        case board::CardKind::Fear: return 0;
        case board::CardKind::Barrier: return 1;
        case board::CardKind::Need: return 2;
        case board::CardKind::Story: return 3;
        case board::CardKind::Solution: return 4;
        case board::CardKind::None: break;
    }
    return kKinds;
}

}  // namespace

Verbs verbs_between(board::CardKind from, board::CardKind to) noexcept {
    const std::size_t row = place_of(from);
    const std::size_t column = place_of(to);
    return row == kKinds || column == kKinds ? Verbs() : kBetween[row][column];
}

}  // namespace atelier::workshop
