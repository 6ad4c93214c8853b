// SPDX-License-Identifier: MIT
#include "tests/simulation/plan.h"

#include <array>

namespace atelier::simulation {
namespace {

template <class T, std::size_t N>
T pick(SeededRandom& random, const std::array<T, N>& choices) {
    return choices[random.below(N)];
}

}  // namespace

Plan draw_plan(SeededRandom& random) {
    using Times = std::array<std::int64_t, 4>;
    Plan plan;
    plan.devices = 2 + random.below(4);
    plan.acts = 1 + random.below(3);
    plan.act_ms = pick(random, std::array<std::int64_t, 3>{5'000, 15'000, 90'000});
    plan.gesture_gap_ms = plan.act_ms / pick(random, std::array<std::int64_t, 3>{5, 10, 20});
    plan.network_ms = pick(random, Times{2, 50, 400, 3'000});
    plan.save_ms = pick(random, Times{1, 20, 300, 2'000});
    plan.sync_ms = pick(random, Times{1, 10, 200, 1'500});
    plan.job_ms = pick(random, Times{1, 20, 500, 4'000});
    plan.commit_queue_bytes = pick(random, std::array<std::size_t, 3>{400, 4'000, 1'000'000});
    plan.fault_gap_ms = plan.act_ms / pick(random, std::array<std::int64_t, 3>{2, 5, 12});
    for (std::size_t fault = 0; fault < kFaults; ++fault) {
        const auto kind = static_cast<Fault>(fault);
        const bool is_rare = kind == Fault::Copy || kind == Fault::BackUp;  // after these, less can be promised
        if (random.below(is_rare ? 4 : 2) == 0) {
            plan.faults.push_back(kind);
        }
    }
    plan.large_cards = random.below(4) == 0;
    plan.has_observer = random.below(4) == 0;
    plan.long_texts = random.below(3) == 0;
    plan.purges = random.below(2) == 0;
    return plan;
}

}  // namespace atelier::simulation
