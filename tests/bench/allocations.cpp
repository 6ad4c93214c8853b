// SPDX-License-Identifier: MIT
#include "tests/bench/allocations.h"

#include <malloc.h>
#include <cstdlib>
#include <new>

namespace atelier::testing {
namespace {

Allocations counted;
constexpr std::size_t kHeaderBytes = 8;

}  // namespace

Allocations allocations() noexcept {
    return counted;
}

}  // namespace atelier::testing

void* operator new(std::size_t size) {
    void* memory = std::malloc(size);
    if (memory == nullptr) {
        std::abort();
    }
    ++atelier::testing::counted.made;
    atelier::testing::counted.live_bytes += malloc_usable_size(memory) + atelier::testing::kHeaderBytes;
    return memory;
}

void operator delete(void* memory) noexcept {
    if (memory != nullptr) {
        atelier::testing::counted.live_bytes -= malloc_usable_size(memory) + atelier::testing::kHeaderBytes;
        std::free(memory);
    }
}

void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}
