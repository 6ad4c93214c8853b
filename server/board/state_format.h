// Field numbers of BoardState and its columns (proto/atelier/v1/board.proto).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/board/pbf.h"

namespace atelier::board::state_format {

using pbf::Tag;

// 1 was a message for each item; it was never released.
inline constexpr std::uint32_t kFormat = 2;

namespace field {
namespace state {
inline constexpr Tag kFormat = 1, kActors = 2, kNextCounter = 3, kLamport = 4, kItems = 5, kTexts = 6, kLinks = 7,
                     kMemberships = 8, kBallots = 9, kTitle = 10, kHash = 11, kSettings = 12;
}
namespace items {
inline constexpr Tag kActor = 1, kCounter = 2, kLamport = 3, kKind = 4, kCardKind = 5, kRemoved = 6, kOrganisation = 7,
                     kOrganisations = 8, kParent = 9, kOrderBytes = 10, kOrders = 11, kX = 12, kY = 13, kRuns = 14,
                     kWritten = 15, kWrittenLamport = 16, kWrittenActor = 17, kDerivations = 18;
}
namespace derivation {
inline constexpr Tag kItem = 1, kHow = 2, kVotes = 3, kSources = 4;
}
namespace text {
inline constexpr Tag kCode = 1, kLength = 2, kActor = 3, kCounter = 4, kOriginActor = 5, kOriginCounter = 6,
                     kVisible = 7;
}
namespace edges {
inline constexpr Tag kActor = 1, kCounter = 2, kFrom = 3, kTo = 4, kVerb = 5, kRemoved = 6;
}
namespace ballots {
inline constexpr Tag kVoters = 1, kCount = 2, kSlot = 3, kPoll = 5, kValue = 6, kWithdrawn = 7, kLamport = 8,
                     kActor = 9, kGroup = 10;
}
namespace setting {
inline constexpr Tag kItem = 1, kKey = 2, kNumber = 3, kText = 4, kStamp = 5;
}
namespace reg {
inline constexpr Tag kStamp = 1, kValue = 2;
}
namespace stamp {
inline constexpr Tag kLamport = 1, kActor = 2;
}
}  // namespace field

// Bits of ItemColumns.written: the registers whose last writer is another op than the one that made the item, and whether
// its text was purged.
enum WrittenBit : std::uint32_t {
    kPlacementBit = 1,
    kCardKindBit = 2,
    kRemovedBit = 4,
    kOrganisationBit = 8,
    kPurgedBit = 16,
};

}  // namespace atelier::board::state_format
