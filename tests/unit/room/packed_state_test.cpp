// A state packed once, and what stands before it for each member, as one gzip stream.
// SPDX-License-Identifier: MIT
#include "server/room/packed_state.h"

#include <string>

#include "server/base/random.h"
#include "tests/support/catch.h"
#include "tests/support/gunzip.h"

namespace atelier::room {
namespace {

Bytes noise(std::size_t size, std::uint64_t seed) {
    SeededRandom random(seed);
    Bytes bytes(size, '\0');
    for (char& byte : bytes) {
        byte = static_cast<char>(random.next() % 16);
    }
    return bytes;
}

}  // namespace

TEST_CASE("[W30] any head and any state unpack to both, one behind the other") {
    // 65,535 bytes are what one stored block holds.
    for (const std::size_t head_size : {0U, 1U, 65'535U, 65'536U, 200'000U}) {
        for (const std::size_t state_size : {0U, 1U, 1000U, 300'000U}) {
            INFO(head_size << " and " << state_size << " bytes");
            const Bytes head = noise(head_size, 1);
            const Bytes state = noise(state_size, 2);
            const Bytes packed = gzip_behind(head, pack_state(state));
            CHECK(testing::gunzip(packed) == head + state);
        }
    }
}

TEST_CASE("[W30] one packed state serves members with heads of their own") {
    const Bytes state = noise(50'000, 3);
    const PackedState packed = pack_state(state);
    CHECK(packed.deflated.size() < state.size() * 2 / 3);
    CHECK(testing::gunzip(gzip_behind("Ada", packed)) == "Ada" + state);
    CHECK(testing::gunzip(gzip_behind("Bob", packed)) == "Bob" + state);
}

}  // namespace atelier::room
