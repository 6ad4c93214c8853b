# Toolchain: Debian's clang 16 and lld 16 for wasm32-wasi, no Emscripten. The core needs no import from its host.
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang-16)
set(CMAKE_CXX_COMPILER clang++-16)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_AR llvm-ar-16)
set(CMAKE_RANLIB llvm-ranlib-16)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_EXECUTABLE_SUFFIX ".wasm")
# Header-only libraries live in /usr/include, whose libc headers must stay out of sight: links to just those.
set(ATELIER_WASM_INCLUDE ${CMAKE_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${ATELIER_WASM_INCLUDE})
foreach(header protozero xxhash.h catch2)
    file(CREATE_LINK /usr/include/${header} ${ATELIER_WASM_INCLUDE}/${header} SYMBOLIC)
endforeach()
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES
    /usr/lib/llvm-16/include/wasm32-wasi/c++/v1 /usr/include/wasm32-wasi ${ATELIER_WASM_INCLUDE})
# What every browser we serve has (Safari 15.4, others of two years ago). Not bulk memory: its copies of a few bytes are
# calls out of the module, slower than a loop, and the texts are made of them.
set(CMAKE_CXX_FLAGS_INIT "-nostdinc++ -fno-rtti -fignore-exceptions -msign-ext -mnontrapping-fptoint")
set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG -flto")

# How the core is linked, for the browser and under the clock alike.
# Linking is a step of its own, so that the driver does not run a wasm-opt by itself.
set(ATELIER_WASM_LINK --target=wasm32-wasi -fuse-ld=lld -nostdlib++ -flto -L/usr/lib/llvm-16/lib/wasm32-wasi
    -L/usr/lib/wasm32-wasi -Wl,--lto-O2)
# The linker leaves the first KiB of memory empty and hands out fresh memory as zeros: --low-memory-unused and
# --zero-filled-memory may rely on it.
set(ATELIER_WASM_OPT wasm-opt -Oz --converge --one-caller-inline-max-function-size=60 --low-memory-unused --zero-filled-memory --enable-bulk-memory
    --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int)
