// SPDX-License-Identifier: MIT
#include "server/http/content_encoding.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "server/base/check.h"
#include "storage/compression.h"

namespace atelier::http {
namespace {

constexpr int kZstdLevel = 3;
constexpr std::size_t kPackedAtOnce = std::size_t{128} * 1024;  // a block of zstd: less than half a millisecond
constexpr std::size_t kPackedFrom = 512;                        // below, a header costs what packing saves

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

Bytes zstd_of(BytesView plain) {
    struct Free {
        void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    };
    const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
    ATELIER_CHECK(context != nullptr);
    ATELIER_CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kZstdLevel)) == 0);
    ATELIER_CHECK(ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(context.get(), plain.size())) == 0);
    Bytes packed(ZSTD_compressBound(plain.size()), '\0');
    ZSTD_inBuffer in{plain.data(), 0, 0};
    ZSTD_outBuffer out{packed.data(), packed.size(), 0};
    for (bool is_whole = false; !is_whole;) {
        std::this_thread::yield();  // people at work go first
        in.size = std::min(plain.size(), in.pos + kPackedAtOnce);
        const bool is_last = in.size == plain.size();
        const std::size_t left = ZSTD_compressStream2(context.get(), &out, &in, is_last ? ZSTD_e_end : ZSTD_e_continue);
        ATELIER_CHECK(ZSTD_isError(left) == 0);
        is_whole = is_last && left == 0;
    }
    packed.resize(out.pos);
    return packed;
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
        return {zstd_of(body), "zstd"};
    }
    if (names(accepted, "gzip")) {
        return {gzip_of(body), "gzip"};
    }
    return {std::move(body), ""};
}

Result<EncodedBody> encode_around(Bytes before, BytesView zstd_frame, Bytes behind, std::string_view accepted) {
    if (names(accepted, "zstd")) {
        return EncodedBody{zstd_of(before).append(zstd_frame).append(zstd_of(behind)), "zstd"};
    }
    ATELIER_TRY_ASSIGN(const Bytes plain, storage::decompress(zstd_frame));
    return encode_body(before.append(plain).append(behind), accepted);
}

}  // namespace atelier::http
