// SPDX-License-Identifier: MIT
#include "server/board/stable_list.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "server/base/heap_sort.h"
#include "server/base/random.h"
#include "tests/support/catch.h"

namespace atelier::board {
namespace {

using Shared = std::shared_ptr<int>;

StableList<Shared> list_of(int size, const Shared& shared) {
    StableList<Shared> list;
    for (int i = 0; i < size; ++i) {
        list.add(shared);
    }
    return list;
}

}  // namespace

TEST_CASE("A stable list keeps its entries, their order and their addresses while it grows", "[list]") {
    StableList<int> list;
    std::vector<const int*> addresses;
    for (int i = 0; i < 1'000; ++i) {
        addresses.push_back(&list.add(i));
    }
    int next = 0;
    for (const int& entry : list) {
        REQUIRE(entry == next);
        REQUIRE(&entry == addresses[static_cast<std::size_t>(next)]);
        ++next;
    }
    REQUIRE(next == 1'000);
}

TEST_CASE("Each entry of a stable list dies once, whether the list was copied, moved or assigned", "[list]") {
    const Shared shared = std::make_shared<int>(7);
    for (const int size : {0, 1, 31, 32, 33, 100}) {
        {
            StableList<Shared> list = list_of(size, shared);
            REQUIRE(shared.use_count() == 1 + size);
            StableList<Shared> copy = list;
            REQUIRE(shared.use_count() == 1 + 2 * size);
            const StableList<Shared> moved = std::move(copy);
            REQUIRE(shared.use_count() == 1 + 2 * size);
            list = moved;
            REQUIRE(list.size() == moved.size());
            list.add(shared);
            REQUIRE(shared.use_count() == 2 + 2 * size);
            list = StableList<Shared>();
            REQUIRE(shared.use_count() == 1 + size);
        }
        REQUIRE(shared.use_count() == 1);
    }
}

TEST_CASE("A list that was moved from is empty and can be used again", "[list]") {
    const Shared shared = std::make_shared<int>(7);
    StableList<Shared> list = list_of(40, shared);
    const StableList<Shared> taken = std::move(list);
    list = {};
    list.add(shared);
    REQUIRE(list.size() == 1);
    REQUIRE(*list[0] == 7);
    REQUIRE(taken.size() == 40);
}

TEST_CASE("heap_sort sorts as std::sort does", "[list]") {
    SeededRandom random(3);
    for (std::size_t size = 0; size < 200; ++size) {
        std::vector<std::uint64_t> numbers;
        for (std::size_t i = 0; i < size; ++i) {
            numbers.push_back(random.below(100));
        }
        std::vector<std::uint64_t> expected = numbers;
        std::sort(expected.begin(), expected.end());
        heap_sort(numbers);
        REQUIRE(numbers == expected);
        heap_sort(numbers, std::greater<>());
        REQUIRE(std::is_sorted(numbers.rbegin(), numbers.rend()));
    }
}

}  // namespace atelier::board
