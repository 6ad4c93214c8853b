// SPDX-License-Identifier: MIT
#include "server/board/run_index.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "server/base/random.h"
#include "server/board/leaf_tree.h"
#include "tests/support/catch.h"

namespace atelier::board {

TEST_CASE("an empty index knows nothing") {
    const RunIndex index;
    CHECK(index.empty());
    CHECK(index.find({0, 1}) == nullptr);
    CHECK(index.at_or_behind({0, 1}) == nullptr);
}

TEST_CASE("ranges of one leaf that follow each other are one range") {
    RunIndex index;
    Leaf leaf;
    for (std::uint32_t i = 1; i < 1000; ++i) {
        index.assign({3, i}, 1, &leaf);
    }
    CHECK(index.size() == 1);
    CHECK(index.find({3, 999}) == &leaf);
    CHECK(index.find({3, 1000}) == nullptr);
    CHECK(index.find({2, 999}) == nullptr);
    CHECK(index.find({4, 999}) == nullptr);
}

TEST_CASE("an index says what a map of single ids says, after any assignments") {
    SeededRandom random(11);
    std::array<Leaf, 7> leaves;
    RunIndex index;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Leaf*> model;
    std::size_t overwritten = 0;
    for (int step = 0; step < 4000; ++step) {
        const auto actor = static_cast<std::uint32_t>(random.below(3));
        const auto first = static_cast<std::uint32_t>(1 + random.below(3000));
        const auto span = static_cast<std::uint32_t>(1 + random.below(random.below(10) == 0 ? 200 : 4));
        Leaf* leaf = &leaves[random.below(leaves.size())];
        index.assign({actor, first}, span, leaf);
        for (std::uint32_t i = 0; i < span; ++i) {
            overwritten += model.count({actor, first + i});
            model[{actor, first + i}] = leaf;
        }
    }
    std::size_t wrong = 0;
    for (std::uint32_t actor = 0; actor < 4; ++actor) {
        for (std::uint32_t counter = 1; counter < 3300; ++counter) {
            const auto found = model.find({actor, counter});
            wrong += index.find({actor, counter}) != (found == model.end() ? nullptr : found->second) ? 1U : 0U;
            const auto next = model.lower_bound({actor, counter});
            const bool exists = next != model.end() && next->first.first == actor;
            const RunIndex::Range* range = index.at_or_behind({actor, counter});
            wrong += (range != nullptr) != exists ? 1U : 0U;
            wrong += range != nullptr && exists && std::max(range->first, counter) != next->first.second ? 1U : 0U;
        }
    }
    CHECK(wrong == 0);
    CHECK(overwritten > 5000);
    CHECK(index.size() > 1000);
}

}  // namespace atelier::board
