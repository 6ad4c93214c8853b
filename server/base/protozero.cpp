// SPDX-License-Identifier: MIT
#include "server/base/protozero.h"

#include <protozero/exception.hpp>

namespace atelier {

#ifdef __wasm__
void on_wire_type_mismatch() {
    __builtin_trap();
}
#else
void on_wire_type_mismatch() {
    throw protozero::unknown_pbf_wire_type_exception();
}
#endif

}  // namespace atelier
