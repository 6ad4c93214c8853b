// SPDX-License-Identifier: MIT
#include "storage/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <thread>

namespace atelier::storage {
namespace {

// What zstd packs at once: half a millisecond when it is quick, 13 when it is small.
constexpr std::size_t kBlockBytes = std::size_t{128} * 1024;

// Of zstd, on board states: a quarter of the size at 200 to 300 MB/s; a tenth less at 10 MB/s. Levels between win little.
constexpr int level_of(Packing packing) noexcept {
    return packing == Packing::Quick ? 3 : 16;
}

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

// Puts it into `out` in one frame. What the last call of zstd says.
std::size_t pack(ZSTD_CCtx* context, BytesView plain, ZSTD_outBuffer& out) {
    ZSTD_inBuffer in{plain.data(), 0, 0};
    std::size_t left = 0;
    do {
        std::this_thread::yield();  // people at work go first (each_record.h)
        in.size = std::min(plain.size(), in.pos + kBlockBytes);
        left = ZSTD_compressStream2(context, &out, &in, in.size == plain.size() ? ZSTD_e_end : ZSTD_e_continue);
    } while (ZSTD_isError(left) == 0 && (in.size < plain.size() || left != 0));
    return left;
}

}  // namespace

Result<Bytes> compress(BytesView plain, Packing packing) {
    if (plain.size() > kSnapshotStateBytesMax) {
        return Error(ErrorCode::TooLarge, "a state of " + std::to_string(plain.size()) + " bytes is too large to keep");
    }
    Bytes packed(ZSTD_compressBound(plain.size()), '\0');
    const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
    ZSTD_outBuffer out{packed.data(), packed.size(), 0};
    std::size_t said = ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level_of(packing));
    if (ZSTD_isError(said) == 0) {
        said = ZSTD_CCtx_setPledgedSrcSize(context.get(), plain.size());  // the frame knows its size
    }
    if (ZSTD_isError(said) == 0) {
        said = pack(context.get(), plain, out);
    }
    if (ZSTD_isError(said) != 0) {
        return Error(ErrorCode::Io, std::string("zstd: ") + ZSTD_getErrorName(said));
    }
    packed.resize(out.pos);
    packed.shrink_to_fit();
    return packed;
}

Result<Bytes> decompress(BytesView packed) {
    // The two error values of zstd are the largest of the type, so one comparison refuses them as well.
    const unsigned long long claimed = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (claimed > kSnapshotStateBytesMax) {
        return Error(ErrorCode::Corrupt, "not a zstd frame of a sensible size");
    }
    Bytes plain(static_cast<std::size_t>(claimed), '\0');
    const std::size_t size = ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size());
    if (ZSTD_isError(size) != 0 || size != plain.size()) {
        return Error(ErrorCode::Corrupt, "a zstd frame that does not decompress");
    }
    return plain;
}

}  // namespace atelier::storage
