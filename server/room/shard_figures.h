// What one thread counts of its boards and members, for whoever watches the server. No figure says who or which board.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "atelier/v1/wire.pb.h"
#include "server/base/counter.h"
#include "server/base/error.h"
#include "server/workshop/role.h"

namespace atelier::room {

inline constexpr std::array kRoles = {workshop::Role::Participant, workshop::Role::Facilitator, workshop::Role::Screen,
                                      workshop::Role::Observer, workshop::Role::Tablet};
inline constexpr std::size_t kErrorCodes = v1::Reason_ARRAYSIZE;  // each has its reason on the wire; none is 0

// Of all threads together, as of about now.
struct RoomFigures {
    std::array<std::uint64_t, kRoles.size()> members{};  // now, as in kRoles
    std::uint64_t boards_loaded = 0;                     // now
    std::uint64_t boards_quarantined = 0;                // now
    std::array<std::uint64_t, kErrorCodes> refusals{};   // by ErrorCode: ops and connections that were refused
    std::uint64_t tokens_refused = 0;                    // not ours, or past their date; also those not told so yet
    std::uint64_t overruns = 0;                          // members sent away because they fell behind (rule W21)
    LatencyFigures commit;                               // from the room's order to the disk's word
    LatencyFigures fan_out;  // from the disk's word until all members' sockets were given it
};

// Thread: the shard's writes, any reads.
struct ShardFigures {
    std::array<Counter, kRoles.size()> members;
    Counter boards_loaded;
    Counter boards_quarantined;
    std::array<Counter, kErrorCodes> refusals;
    Counter tokens_refused;
    Counter overruns;
    LatencyHistogram commit;
    LatencyHistogram fan_out;

    Counter& members_of(workshop::Role role) noexcept { return members[static_cast<std::size_t>(role) - 1]; }
    Counter& refusals_for(ErrorCode code) noexcept { return refusals[static_cast<std::size_t>(code)]; }
    void add_to(RoomFigures& sum) const noexcept;
};

}  // namespace atelier::room
