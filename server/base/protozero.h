// protozero, made safe for bytes from strangers. Its readers only *assert* that a field has the wire type asked for;
// here that becomes an exception like its others (in wasm, a trap). Include this, never <protozero/…> itself: the
// macro must be the same in every file of the program.
// SPDX-License-Identifier: MIT
#pragma once

namespace atelier {

// Throws a protozero::exception; in wasm it traps.
[[noreturn]] void on_wire_type_mismatch();

}  // namespace atelier

#define protozero_assert(condition) ((condition) ? static_cast<void>(0) : ::atelier::on_wire_type_mismatch())

#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

namespace atelier {

// A bool of a message. Use this, not get_bool(): that one looks at its byte before it knows that there is one.
// Throws as the reader's other functions do.
inline bool read_bool(protozero::pbf_reader& reader) {
    return reader.get_uint64() != 0;
}

}  // namespace atelier
