// Small groups are not told by number, and cannot be had by subtraction.
// SPDX-License-Identifier: MIT
#include "server/workshop/small_groups.h"

#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "tests/support/catch.h"

namespace atelier::workshop {
namespace {

constexpr std::nullopt_t kNot = std::nullopt;

using Counts = std::vector<std::uint32_t>;

// What somebody sees who knows the rule: the groups that are told, and the total.
using Seen = std::pair<std::optional<ToldCounts>, std::uint32_t>;

Seen seen(const Counts& people) {
    const std::optional<ToldCounts> told = tellable(people);
    return {told, told ? std::accumulate(people.begin(), people.end(), 0U) : 0U};
}

TEST_CASE("[J5] groups of three and more are told, and so are groups of nobody") {
    CHECK(tellable(Counts{3, 4, 12, 7}) == ToldCounts{3, 4, 12, 7});
    CHECK(tellable(Counts{0, 4, 0, 3}) == ToldCounts{0, 4, 0, 3});
    CHECK(tellable(Counts{}) == ToldCounts{});
    CHECK(tellable(Counts{0, 0}) == ToldCounts{0, 0});
}

TEST_CASE("[J5] a small group takes another one with it, or the total would tell it") {
    CHECK(tellable(Counts{2, 9, 5, 7}) == ToldCounts{kNot, 9, kNot, 7});
    CHECK(tellable(Counts{1, 4, 0, 0}) == ToldCounts{kNot, kNot, 0, 0});
    CHECK(tellable(Counts{2, 1, 6, 8}) == ToldCounts{kNot, kNot, 6, 8});
    CHECK(tellable(Counts{1, 1, 6, 8}) == ToldCounts{kNot, kNot, kNot, 8});  // two people in two groups: one in each
    CHECK(tellable(Counts{2, 2, 6, 8}) == ToldCounts{kNot, kNot, kNot, 8});  // four in two small groups: two in each
    CHECK(tellable(Counts{3, 3, 2, 8}) == ToldCounts{kNot, kNot, kNot, 8});  // of equals, all
    CHECK(tellable(Counts{1, 1, 1, 8}) == ToldCounts{kNot, kNot, kNot, kNot});
}

TEST_CASE("[J5] where the total alone would tell a small group, nothing is told") {
    CHECK(tellable(Counts{2, 0, 0, 0}) == kNot);
    CHECK(tellable(Counts{0, 1}) == kNot);
    CHECK(tellable(Counts{1, 1, 0, 0}) == kNot);
    CHECK(tellable(Counts{1, 1, 1}) == kNot);
    CHECK(tellable(Counts{1, 3}) == kNot);  // as it would be for two and two
}

TEST_CASE("[J5] nobody who knows the rule can work out a small group from what is told") {
    // Every board of four groups of at most six people. For each picture that can be seen, a small group in it has two
    // values at least.
    constexpr std::uint32_t kMost = 6;
    std::map<Seen, std::vector<std::set<std::uint32_t>>> possible;
    std::vector<std::pair<Seen, Counts>> all;
    for (std::uint32_t code = 0; code < (kMost + 1) * (kMost + 1) * (kMost + 1) * (kMost + 1); ++code) {
        Counts people;
        for (std::uint32_t rest = code; people.size() < 4; rest /= kMost + 1) {
            people.push_back(rest % (kMost + 1));
        }
        const Seen what = seen(people);
        auto& values = possible[what];
        values.resize(4);
        for (std::size_t group = 0; group < 4; ++group) {
            values[group].insert(people[group]);
        }
        all.emplace_back(what, people);
    }
    for (const auto& [what, people] : all) {
        for (std::size_t group = 0; group < 4; ++group) {
            const bool is_small = people[group] > 0 && people[group] < kGroupPeopleMin;
            if (is_small && possible[what][group].size() < 2) {
                FAIL(people[0] << " " << people[1] << " " << people[2] << " " << people[3]);
            }
        }
    }
}

}  // namespace
}  // namespace atelier::workshop
