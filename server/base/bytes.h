// Raw bytes. std::string, because protozero, RocksDB and Beast all take it without a copy.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace atelier {

using Bytes = std::string;
using BytesView = std::string_view;

// Lower-case hexadecimal, two characters a byte.
std::string to_hex(BytesView bytes);
// The same of a number: 16 digits, the most significant first.
std::string to_hex(std::uint64_t number);

// In decimal, like std::to_string, whose table of digits would weigh in the module the browser loads.
std::string to_decimal(std::int64_t number);

}  // namespace atelier
