// The heap of the browser's module: free lists by size, two sizes a doubling. wasi-libc's own allocator is a tenth of
// the module; this one is a page of code. A block goes back to the list of its size and is never joined with others: a
// board grows, and what a growing list leaves behind serves the next smaller one.
// SPDX-License-Identifier: MIT
#include <stddef.h>
#include <stdint.h>
#include <string.h>

extern "C" unsigned char __heap_base;

namespace {

constexpr size_t kHeader = 8;  // holds the class; keeps what follows aligned to eight
constexpr size_t kPage = 65536;
constexpr unsigned kClasses = 58;  // 16, 24, 32, 48, ... bytes; the last ends at 4 GiB

struct Free {
    Free* next;
};

Free* lists[kClasses];
uintptr_t fresh = 0;  // from here on nothing was handed out yet

constexpr size_t size_of(unsigned size_class) {
    return (size_class % 2 == 0 ? size_t{16} : size_t{24}) << (size_class / 2);
}

constexpr size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

// The smallest class of at least `bytes`. REQUIRES: 16 < bytes <= 2^31.
unsigned class_of(size_t bytes) {
    const unsigned doubling =
        31U - static_cast<unsigned>(__builtin_clz(static_cast<unsigned>(bytes - 1)));  // 2^d < bytes
    const bool fits_half = bytes <= (size_t{3} << (doubling - 1));
    return 2 * (doubling - 4) + (fits_half ? 1U : 2U);
}

// Fresh memory, or a trap when the browser has none left: the page makes a fresh core and resumes.
unsigned char* grow(size_t bytes) {
    if (fresh == 0) {
        fresh = (reinterpret_cast<uintptr_t>(&__heap_base) + 7U) & ~uintptr_t{7};
    }
    // Asked each time: a page that set the memory back (client_handle) still has what it was given since.
    const uintptr_t end = __builtin_wasm_memory_size(0) * kPage;
    if (end - fresh < bytes) {
        // More than is wanted, an eighth of what there is and a mebibyte at least: a browser that has to move the memory takes
        // milliseconds for each step, however small.
        const size_t wanted = (bytes - (end - fresh) + kPage - 1) / kPage;
        const size_t pages = larger(wanted, larger(16, end / kPage / 8));
        if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) {
            __builtin_trap();
        }
    }
    unsigned char* const block = reinterpret_cast<unsigned char*>(fresh);
    fresh += bytes;
    return block;
}

}  // namespace

extern "C" {

void* malloc(size_t bytes) {
    if (bytes > (size_t{1} << 30)) {
        __builtin_trap();
    }
    const size_t whole = bytes + kHeader;
    const unsigned size_class = whole <= 16 ? 0 : class_of(whole);
    if (Free* const free = lists[size_class]; free != nullptr) {
        lists[size_class] = free->next;
        return free;
    }
    unsigned char* const block = grow(size_of(size_class));
    *reinterpret_cast<unsigned*>(block) = size_class;
    return block + kHeader;
}

void free(void* pointer) {
    if (pointer == nullptr) {
        return;
    }
    const unsigned size_class = *reinterpret_cast<unsigned*>(static_cast<unsigned char*>(pointer) - kHeader);
    Free* const block = static_cast<Free*>(pointer);
    block->next = lists[size_class];
    lists[size_class] = block;
}

void* calloc(size_t count, size_t size) {
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        __builtin_trap();
    }
    return memset(malloc(bytes), 0, bytes);
}

// The C library's names for the same.
void* __libc_malloc(size_t bytes) {
    return malloc(bytes);
}
void __libc_free(void* pointer) {
    free(pointer);
}
void* __libc_calloc(size_t count, size_t size) {
    return calloc(count, size);
}

// Nothing in the module calls these two; the C library's own would bring its allocator along.
void* realloc(void*, size_t) {
    __builtin_trap();
}
void* aligned_alloc(size_t, size_t) {
    __builtin_trap();
}
int posix_memalign(void**, size_t, size_t) {
    __builtin_trap();
}

}  // extern "C"
