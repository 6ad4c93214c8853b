// What a client does with a frame in gzip (rule W30).
// SPDX-License-Identifier: MIT
#pragma once

#include <zlib.h>

#include <array>
#include <optional>

#include "server/base/bytes.h"

namespace atelier::testing {

// nullopt when it is not one whole gzip stream with the right checksum and nothing behind it.
inline std::optional<Bytes> gunzip(BytesView packed) {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    z_stream stream{};
    if (inflateInit2(&stream, kGzipOnly) != Z_OK) {
        return std::nullopt;
    }
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(packed.size());
    Bytes out;
    int status = Z_OK;
    while (status == Z_OK) {
        std::array<char, 64UL * 1024> part{};
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        status = inflate(&stream, Z_NO_FLUSH);
        out.append(part.data(), part.size() - stream.avail_out);
    }
    const bool is_whole = status == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return is_whole ? std::optional(out) : std::nullopt;
}

}  // namespace atelier::testing
