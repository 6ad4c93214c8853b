# CMake 3.25 does not know wasm32-wasi; there is nothing to add to what the toolchain file says.
set(WASI 1)
