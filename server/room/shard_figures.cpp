// SPDX-License-Identifier: MIT
#include "server/room/shard_figures.h"

namespace atelier::room {

void ShardFigures::add_to(RoomFigures& sum) const noexcept {
    for (std::size_t i = 0; i < members.size(); ++i) {
        static_assert(static_cast<std::size_t>(kRoles.back()) == kRoles.size());
        sum.members[i] += members[i].value();
    }
    for (std::size_t i = 0; i < refusals.size(); ++i) {
        sum.refusals[i] += refusals[i].value();
    }
    sum.boards_loaded += boards_loaded.value();
    sum.boards_quarantined += boards_quarantined.value();
    sum.tokens_refused += tokens_refused.value();
    sum.overruns += overruns.value();
    commit.add_to(sum.commit);
    fan_out.add_to(sum.fan_out);
}

}  // namespace atelier::room
