# Toolchain: Debian's clang 16 and lld 16 for wasm32-wasi, no Emscripten. The core needs no import from its host.
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang-16)
set(CMAKE_CXX_COMPILER clang++-16)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_AR llvm-ar-16)
set(CMAKE_RANLIB llvm-ranlib-16)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_EXECUTABLE_SUFFIX ".wasm")
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES
    /usr/lib/llvm-16/include/wasm32-wasi/c++/v1 /usr/include/wasm32-wasi)
set(CMAKE_CXX_FLAGS_INIT "-nostdinc++ -fno-rtti -fignore-exceptions")
set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG")
