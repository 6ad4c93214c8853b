// The promises, over thousands of runs that differ in all but their code; and that the simulation would see them broken.
// SPDX-License-Identifier: MIT
#include "tests/simulation/simulation.h"

#include <set>
#include <string>

#include "server/async/log.h"
#include "tests/support/catch.h"

namespace atelier::simulation {
namespace {

constexpr std::uint64_t kSeeds = 2'000;

void keep_logs_quiet() {
    log::set_up(log::Format::KeyValue, log::Level::Off);  // disks fail here all the time
}

std::string tell(const Outcome& outcome) {
    std::string story;
    for (const std::string& line : outcome.story) {
        story += line + "\n";
    }
    return story + outcome.broken;
}

}  // namespace

TEST_CASE("every promise is kept in 2,000 runs, whatever goes wrong", "[simulation]") {
    keep_logs_quiet();
    Outcome sum;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const Outcome outcome = simulate(seed);
        INFO(tell(outcome) << "\nreplay: ./dev simulate --seed " << seed);
        REQUIRE(outcome.broken.empty());
        sum.works += outcome.works;
        sum.acknowledged += outcome.acknowledged;
        sum.deaths += outcome.deaths;
    }
    // It did something.
    CHECK(sum.works > 100 * kSeeds);
    CHECK(sum.acknowledged > sum.works * 4 / 5);
    CHECK(sum.deaths > kSeeds);
}

TEST_CASE("the same seed is the same run, another seed another", "[simulation]") {
    keep_logs_quiet();
    std::set<std::uint64_t> traces;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Outcome first = simulate(seed);
        const Outcome second = simulate(seed);
        CAPTURE(seed);
        CHECK(first.trace_hash == second.trace_hash);
        CHECK(first.story == second.story);
        traces.insert(first.trace_hash);
    }
    CHECK(traces.size() == 20);
}

// A fault put in on purpose, and the words in which it has to be noticed.
struct Trap {
    Canary canary;
    std::string words;
};

TEST_CASE("the simulation notices a promise that is broken on purpose", "[simulation]") {
    keep_logs_quiet();
    const Trap trap = GENERATE(Trap{Canary::AcknowledgeBeforeSync, "was sent before it was on disk"},
                               Trap{Canary::ForgetAnOutboxOp, "was opened again without all that it had saved"},
                               Trap{Canary::TakeTwice, "an op in the log was made by nobody"},
                               Trap{Canary::OlderWriterWins, "the state differs from the server's"});
    CAPTURE(trap.words);
    constexpr std::uint64_t kEnough = 100;
    std::uint64_t seed = 1;
    while (seed <= kEnough && simulate(seed, trap.canary).broken.find(trap.words) == std::string::npos) {
        ++seed;
    }
    CHECK(seed <= kEnough);
}

}  // namespace atelier::simulation
