// The core throws nothing; what the C++ library would throw (out of memory, length errors) traps.
// SPDX-License-Identifier: MIT
extern "C" {
[[noreturn]] void* __cxa_allocate_exception(unsigned long) {
    __builtin_trap();
}
[[noreturn]] void __cxa_throw(void*, void*, void (*)(void*)) {
    __builtin_trap();
}
}
