// SPDX-License-Identifier: MIT
#include "server/board/order.h"

#include <algorithm>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "tests/support/catch.h"

namespace atelier::board {

TEST_CASE("[M5] a rank lies strictly between its neighbours, wherever one inserts") {
    SeededRandom random(1);
    std::vector<std::string> ranks;
    for (int i = 0; i < 3000; ++i) {
        const std::size_t at = random.below(ranks.size() + 1);
        const std::string low = at == 0 ? "" : ranks[at - 1];
        const std::string high = at == ranks.size() ? "" : ranks[at];
        const auto rank = order_between(low, high, random);
        REQUIRE(rank);
        REQUIRE(is_order(*rank));
        REQUIRE(low < *rank);
        REQUIRE((high.empty() || *rank < high));
        ranks.insert(ranks.begin() + static_cast<std::ptrdiff_t>(at), *rank);
    }
    CHECK(std::is_sorted(ranks.begin(), ranks.end()));
}

TEST_CASE("ranks stay short when a column grows at one end") {
    SeededRandom random(2);
    std::string last;
    std::string first;
    for (std::size_t i = 0; i < limits::kItemsMax; ++i) {
        last = order_between(last, "", random).value();
        first = order_between("", first, random).value();
    }
    CHECK(last.size() <= 8);
    CHECK(first.size() <= 8);
}

TEST_CASE("a gap that is used up says so instead of growing without bound") {
    SeededRandom random(3);
    const std::string low = order_between("", "", random).value();
    std::string high = order_between(low, "", random).value();
    int inserted = 0;
    while (inserted < 10000) {
        const auto rank = order_between(low, high, random);
        if (!rank) {
            CHECK(rank.error().code == ErrorCode::TooLarge);
            break;
        }
        high = *rank;
        ++inserted;
    }
    CHECK(inserted > 100);
    CHECK(inserted < 10000);
}

TEST_CASE("what is not a rank is refused") {
    SeededRandom random(4);
    CHECK_FALSE(is_order("a"));
    CHECK_FALSE(is_order("a0"));  // no room below
    CHECK_FALSE(is_order("a0 1"));
    CHECK_FALSE(is_order("0001"));  // no integer part
    CHECK_FALSE(is_order(std::string(limits::kOrderBytesMax + 1, 'b')));
    CHECK(is_order(""));
    CHECK(is_order("a01"));
    CHECK(order_between("b001", "a01", random).error().code == ErrorCode::Malformed);
    CHECK(order_between("a01", "a01", random).error().code == ErrorCode::Malformed);
    CHECK(order_between("!", "", random).error().code == ErrorCode::Malformed);
}

}  // namespace atelier::board
