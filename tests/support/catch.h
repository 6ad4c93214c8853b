// The one way in to Catch2 (v2 on Debian 12), natively and in wasm.
// SPDX-License-Identifier: MIT
#pragma once

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wold-style-cast"
#endif
#include <catch2/catch.hpp>
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
