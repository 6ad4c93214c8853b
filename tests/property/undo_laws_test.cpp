// The laws of undo, each for many seeds, natively and in wasm. A failing seed is printed: put it into kRegressions.
// SPDX-License-Identifier: MIT
#include <string>

#include "tests/property/undo_laws.h"
#include "tests/support/catch.h"

namespace atelier::testing {
namespace {

constexpr std::uint64_t kSeeds = 150;

}  // namespace

TEST_CASE("undo and redo among others never change what another wrote last, and all boards end equal") {
    UndoLawWork work;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        std::string why;
        const bool holds = undo_law_leaves_others_alone(seed, why, work);
        INFO("seed " << seed << ": " << why);
        CHECK(holds);
    }
    CHECK(work.gestures > 5000);
    CHECK(work.undone > 1000);
    CHECK(work.redone > 200);
    CHECK(work.contested > 500);
}

TEST_CASE("with nobody else there, undo gives the contents there were, and redo gives them again") {
    UndoLawWork work;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        std::string why;
        const bool holds = undo_law_walks_back_and_forth(seed, why, work);
        INFO("seed " << seed << ": " << why);
        CHECK(holds);
    }
    CHECK(work.gestures > 2000);
    CHECK(work.walks > 500);
    CHECK(work.undone > 1000);
    CHECK(work.redone > 1000);
}

TEST_CASE("canary: with somebody else writing in between, undo and redo do not give the content there was") {
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        UndoLawWork work;
        std::string why;
        failed += undo_law_walks_back_and_forth(seed, why, work, UndoLawFault::OthersWrite) ? 0U : 1U;
    }
    CHECK(failed > 15);
}

}  // namespace atelier::testing
