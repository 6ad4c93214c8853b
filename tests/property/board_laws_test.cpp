// The laws of the core, each for many seeds, natively and in wasm. A failing seed is printed: put it into kRegressions.
// SPDX-License-Identifier: MIT
#include <array>
#include <string>

#include "tests/property/board_laws.h"
#include "tests/property/derivation_laws.h"
#include "tests/property/text_laws.h"
#include "tests/support/catch.h"

namespace atelier::testing {
namespace {

constexpr std::uint64_t kSeeds = 150;
constexpr std::array<std::uint64_t, 1> kRegressions = {7};

}  // namespace

TEST_CASE("[M1][M3][M4][M6][M9][M11] boards converge after any order of delivery, with duplicates") {
    BoardLawWork work;
    const auto holds = [&](std::uint64_t seed) {
        std::string why;
        const bool converged = board_law_converges(seed, why, work);
        INFO("seed " << seed << ": " << why);
        CHECK(converged);
    };
    for (const std::uint64_t seed : kRegressions) {
        holds(seed);
    }
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        holds(seed * 0x9e3779b9U);
    }
    CHECK(work.ops > 5000);
    CHECK(work.parked > 5000);
    CHECK(work.duplicates > 500);
    CHECK(work.lost_races > 200);
    CHECK(work.reloads > 200);
    CHECK(work.purges > 50);
    CHECK(work.purged > 200);
}

TEST_CASE("canary: with one op lost the law of convergence fails") {
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        BoardLawWork work;
        std::string why;
        failed += board_law_converges(seed, why, work, BoardLawFault::LostOp) ? 0U : 1U;
    }
    CHECK(failed > 8);
}

TEST_CASE("[M11] canary: with a barrier that one board does not pass the law of convergence fails") {
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        BoardLawWork work;
        std::string why;
        failed += board_law_converges(seed, why, work, BoardLawFault::UnevenPurge) ? 0U : 1U;
    }
    CHECK(failed > 3);
}

TEST_CASE(
    "[M10] after any merges, splits, rewordings and undoing every original is in reach and no voter counts twice") {
    DerivationLawWork work;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        std::string why;
        const bool holds = derivation_law_holds(seed * 0x9e3779b9U, why, work);
        INFO("seed " << seed << ": " << why);
        CHECK(holds);
    }
    CHECK(work.derived > 2000);
    CHECK(work.undone > 500);
    CHECK(work.restored > 20);
    CHECK(work.hidden > 1000);
    CHECK(work.joint > 1000);
    CHECK(work.twice > 1000);
}

TEST_CASE("canary: a reader that does not follow splits loses originals") {
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        DerivationLawWork work;
        std::string why;
        failed += derivation_law_holds(seed, why, work, DerivationLawFault::LoseSource) ? 0U : 1U;
    }
    CHECK(failed > 15);
}

TEST_CASE("ops survive their bytes") {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        std::string why;
        const bool holds = board_law_codec_round_trips(seed, why);
        INFO("seed " << seed << ": " << why);
        CHECK(holds);
    }
}

TEST_CASE("[M7] texts converge to the tree of the paper") {
    TextLawWork work;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        std::string why;
        const bool holds = text_law_converges(seed, why, work);
        INFO("seed " << seed << ": " << why);
        CHECK(holds);
    }
    CHECK(work.contested > 100);
}

}  // namespace atelier::testing
