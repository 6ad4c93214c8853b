// The module's own heap (cmake/wasm_heap.cpp), which only this build has.
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "server/base/random.h"
#include "tests/support/catch.h"

namespace {

struct Block {
    unsigned char* bytes = nullptr;
    std::size_t size = 0;
    unsigned char fill = 0;

    bool whole() const {
        for (std::size_t i = 0; i < size; ++i) {
            if (bytes[i] != fill) {
                return false;
            }
        }
        return true;
    }
};

// Sizes around every power of two and its half, and any in between.
std::size_t some_size(atelier::SeededRandom& random) {
    const std::size_t doubling = std::size_t{1} << random.below(17);
    return random.below(2) == 0 ? doubling + random.below(4) : doubling + random.below(doubling);
}

}  // namespace

TEST_CASE("Blocks of the module's heap never overlap, are aligned, and keep what was written", "[heap]") {
    atelier::SeededRandom random(1);
    std::vector<Block> blocks(200);
    std::size_t intact = 0;
    for (int step = 0; step < 20'000; ++step) {
        Block& block = blocks[random.below(blocks.size())];
        intact += block.whole() ? 1 : 0;
        delete[] block.bytes;
        block.size = some_size(random);
        block.fill = static_cast<unsigned char>(step);
        block.bytes = new unsigned char[block.size];
        REQUIRE(reinterpret_cast<std::uintptr_t>(block.bytes) % 8 == 0);
        std::memset(block.bytes, block.fill, block.size);
    }
    REQUIRE(intact == 20'000);
    for (const Block& block : blocks) {
        delete[] block.bytes;
    }
}

TEST_CASE("What was freed is used again: the same work twice takes no more memory", "[heap]") {
    const auto work = [] {
        atelier::SeededRandom random(2);
        std::vector<std::vector<unsigned char>> blocks(500);
        for (int step = 0; step < 5'000; ++step) {
            blocks[random.below(blocks.size())] = std::vector<unsigned char>(some_size(random));
        }
    };
    work();
    const std::size_t pages = __builtin_wasm_memory_size(0);
    for (int round = 0; round < 10; ++round) {
        work();
    }
    REQUIRE(__builtin_wasm_memory_size(0) == pages);
}
