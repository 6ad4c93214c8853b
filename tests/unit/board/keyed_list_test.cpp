// SPDX-License-Identifier: MIT
#include "server/board/keyed_list.h"

#include <map>
#include <string>
#include <vector>

#include "server/base/random.h"
#include "server/board/edges.h"
#include "server/board/hash.h"
#include "tests/support/catch.h"

namespace atelier::board {
namespace {

struct Entry {
    std::uint64_t number = 0;
    int value = 0;
    std::uint64_t key() const noexcept { return number; }
};

struct GoodHash {
    std::uint64_t operator()(std::uint64_t key) const noexcept { return IdHash::mix({ActorId{key}, 1}); }
};

// Everything under one of four hashes: only the keys tell entries apart.
struct PoorHash {
    std::uint64_t operator()(std::uint64_t key) const noexcept { return (key & 3U) << 32U; }
};

template <class Hash>
void compare_with_a_map(std::size_t additions) {
    KeyedList<Entry, Hash> list;
    std::map<std::uint64_t, int> oracle;
    SeededRandom random(5);
    std::vector<const Entry*> addresses;
    for (std::size_t i = 0; i < additions; ++i) {
        const std::uint64_t key = random.below(2 * additions);
        REQUIRE((list.find(key) != nullptr) == oracle.contains(key));
        if (oracle.emplace(key, static_cast<int>(i)).second) {
            addresses.push_back(&list.add({key, static_cast<int>(i)}));
        }
    }
    CHECK(list.size() == oracle.size());
    CHECK(list.size() > additions / 2);
    for (const auto& [key, value] : oracle) {
        REQUIRE(list.find(key) != nullptr);
        CHECK(list.find(key)->value == value);
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        CHECK(&list[i] == addresses[i]);  // where it was, and in the order of addition
    }
}

}  // namespace

TEST_CASE("an empty list knows nothing and takes no memory for it") {
    const KeyedList<Entry, GoodHash> list;
    CHECK(list.empty());
    CHECK(list.find(std::uint64_t{1}) == nullptr);
    CHECK(list.position_of(std::uint64_t{1}) == PositionTable::kNone);
}

TEST_CASE("a keyed list finds what a map finds, and entries stay where they are") {
    compare_with_a_map<GoodHash>(3000);
}

TEST_CASE("a keyed list tells keys apart that share a hash") {
    compare_with_a_map<PoorHash>(200);
}

TEST_CASE("a form longer than the writer's inline room hashes as the same bytes do") {
    for (const std::uint64_t length : {0U, 239U, 240U, 241U, 1000U}) {
        const std::string text(static_cast<std::size_t>(length), 'x');
        std::string form;
        for (unsigned shift = 0; shift < 64; shift += 8) {
            form.push_back(static_cast<char>((length >> shift) & 0xffU));
        }
        form += text;
        form += std::string("\7\0\0\0\0\0\0\0", 8);
        CHECK(HashWriter().text(text).u64(7).finish() == hash_bytes(form));
    }
}

TEST_CASE("[M6] tags of an item come in the order they were merged, also those added after the last question") {
    const Id a{ActorId{1}, 1};
    const Id b{ActorId{1}, 2};
    const Id c{ActorId{1}, 3};
    EdgeSet edges;
    const auto tag = [](std::uint32_t counter) { return Id{ActorId{2}, counter}; };
    edges.add(tag(9), {a, b, Verb::Blocks, false});
    CHECK(edges.live_tags(a) == std::vector<Id>{tag(9)});
    edges.add(tag(4), {c, a, Verb::Causes, false});
    edges.add(tag(5), {a, a, Verb::Causes, false});
    edges.add(tag(1), {b, a, Verb::Blocks, false});
    CHECK(edges.live_tags(a) == std::vector<Id>{tag(9), tag(4), tag(5), tag(1)});
    CHECK(edges.live_tags(b) == std::vector<Id>{tag(9), tag(1)});
    edges.remove(tag(4));
    CHECK(edges.live_tags(a) == std::vector<Id>{tag(9), tag(5), tag(1)});
    CHECK(edges.live_tags(c).empty());
    const EdgeSet copy = edges;
    CHECK(copy.live_tags(a) == edges.live_tags(a));
}

}  // namespace atelier::board
