// SPDX-License-Identifier: MIT
#include "server/http/content_encoding.h"

#include <zlib.h>

#include <utility>

#include "server/base/check.h"
#include "storage/compression.h"

namespace atelier::http {
namespace {

constexpr std::size_t kPackedFrom = 512;  // below, a header costs what packing saves

bool names(std::string_view accepted, std::string_view coding) {
    for (std::size_t at = 0; (at = accepted.find(coding, at)) != std::string_view::npos; at += coding.size()) {
        const std::size_t end = at + coding.size();
        const bool begins = at == 0 || accepted[at - 1] == ' ' || accepted[at - 1] == ',';
        const bool ends =
            end == accepted.size() || accepted[end] == ',' || accepted[end] == ';' || accepted[end] == ' ';
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

Bytes gzip_of(BytesView plain) {
    constexpr int kGzipWindowBits = 15 + 16;
    constexpr int kMemoryLevel = 8;
    z_stream stream{};
    ATELIER_CHECK(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) ==
                  Z_OK);
    Bytes packed(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    ATELIER_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

EncodedBody encode_body(Bytes body, std::string_view accepted) {
    if (body.size() < kPackedFrom) {
        return {std::move(body), ""};
    }
    if (names(accepted, "zstd")) {
        Result<Bytes> packed = storage::compress(body);
        ATELIER_CHECK(packed.has_value());
        return {*std::move(packed), "zstd"};
    }
    if (names(accepted, "gzip")) {
        return {gzip_of(body), "gzip"};
    }
    return {std::move(body), ""};
}

Result<EncodedBody> encode_around(Bytes before, BytesView zstd_frame, Bytes behind, std::string_view accepted) {
    if (names(accepted, "zstd")) {
        ATELIER_TRY_ASSIGN(Bytes packed, storage::compress(before));
        ATELIER_TRY_ASSIGN(const Bytes rest, storage::compress(behind));
        return EncodedBody{packed.append(zstd_frame).append(rest), "zstd"};
    }
    ATELIER_TRY_ASSIGN(const Bytes plain, storage::decompress(zstd_frame));
    return encode_body(before.append(plain).append(behind), accepted);
}

}  // namespace atelier::http
