// One person's actors on a shared board and at its tables.
// SPDX-License-Identifier: MIT
#include "server/workshop/table_actor.h"

#include <set>

#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::workshop;

namespace {

BoardId table(std::uint8_t number) {
    BoardId board;
    board.bytes[0] = number;
    return board;
}

ServerKey key_of(unsigned char first) {
    ServerKey key;
    key.bytes[0] = first;
    return key;
}

}  // namespace

TEST_CASE("the way from the shared board to a table leads back, from whichever end one begins") {
    const ServerKey key = key_of(1);
    const std::uint64_t some[] = {0, 1, 2, 0xffff'ffff, 0x1'0000'0000, 0x8000'0000'0000'0000, ~std::uint64_t{0}};
    for (const std::uint64_t value : some) {
        const ActorId actor{value};
        CHECK(actor_on_shared(table(1), actor_at_table(table(1), actor, key), key) == actor);
        CHECK(actor_at_table(table(1), actor_on_shared(table(1), actor, key), key) == actor);
        CHECK(actor_at_table(table(1), actor, key) != actor);
    }
}

TEST_CASE("it is another way for each table and each server, and no two people meet on it") {
    std::set<std::uint64_t> met;
    for (std::uint64_t person = 1; person <= 500; ++person) {
        met.insert(actor_at_table(table(1), {person}, key_of(1)).value);
        met.insert(actor_at_table(table(2), {person}, key_of(1)).value);
        met.insert(actor_at_table(table(1), {person}, key_of(2)).value);
    }
    CHECK(met.size() == 1500);
}

TEST_CASE("of neighbours at the shared board nothing is alike at a table: half of the bits differ, on average") {
    std::size_t differing = 0;
    for (std::uint64_t person = 0; person < 1000; person += 2) {
        const std::uint64_t one = actor_at_table(table(1), {person}, key_of(1)).value;
        const std::uint64_t other = actor_at_table(table(1), {person + 1}, key_of(1)).value;
        differing += static_cast<std::size_t>(__builtin_popcountll(one ^ other));
    }
    CHECK(differing > 500 * 30);
    CHECK(differing < 500 * 34);
}
