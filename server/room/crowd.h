// What facilitators see of who is there: counts, no names (rule W33). Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "server/room/member_session.h"

namespace atelier::room {

// Of these members; `roll_call` is the question that is open, 0 = none. Organisations: the largest first, then by name, at
// most kCrowdGroupsMax.
// `hides_small`: only those that may be told where authors are hidden (workshop/small_groups.h).
v1::Crowd count_crowd(const std::vector<MemberSession*>& members, std::uint32_t roll_call, bool hides_small);

}  // namespace atelier::room
