// Field numbers of BoardState and what its writer and its reader share.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/board/pbf.h"

namespace atelier::board::state_format {

using pbf::Tag;

inline constexpr std::uint32_t kFormat = 1;

namespace field {
namespace state {
inline constexpr Tag kFormat = 1, kActors = 2, kNextCounter = 3, kLamport = 4, kItems = 5, kLinks = 6, kMemberships = 7,
                     kBallots = 8, kTitle = 9, kHash = 10;
}
namespace item {
inline constexpr Tag kId = 1, kKind = 2, kLamport = 3, kPlacement = 4, kCardKind = 5, kRemoved = 6, kOrganisation = 7,
                     kText = 8, kDerivation = 9;
}
namespace reg {
inline constexpr Tag kStamp = 1, kValue = 2;
}
namespace stamp {
inline constexpr Tag kLamport = 1, kActor = 2;
}
namespace text {
inline constexpr Tag kActor = 1, kCounter = 2, kLength = 3, kLeftActor = 4, kLeftCounter = 5, kRightActor = 6,
                     kRightCounter = 7, kBytes = 8, kVisible = 9;
}
namespace edge {
inline constexpr Tag kTag = 1, kFrom = 2, kTo = 3, kVerb = 4, kRemoved = 5;
}
namespace ballot {
inline constexpr Tag kVoter = 1, kPoll = 2, kSlot = 3, kValue = 4, kWithdrawn = 5, kStamp = 6;
}
}  // namespace field

using Column = std::vector<std::uint32_t>;

// The columns of TextState, one entry per run.
struct TextColumns {
    Column actor, counter, length, left_actor, left_counter, right_actor, right_counter, bytes;
    std::string visible;
};

}  // namespace atelier::board::state_format
