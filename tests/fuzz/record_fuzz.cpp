// Values of the store from bytes (FORMAT.md F4, F5): what decodes encodes to the same values; a packed state unpacks to
// what packs again, or is refused.
// SPDX-License-Identifier: MIT
#include "server/base/check.h"
#include "storage/compression.h"
#include "storage/keys.h"
#include "storage/record_codec.h"

using namespace atelier;           // NOLINT(google-build-using-namespace): a fuzz target is one function
using namespace atelier::storage;  // NOLINT(google-build-using-namespace)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes(reinterpret_cast<const char*>(data), size);
    if (const auto record = decode_record(bytes)) {
        const Bytes encoded = encode_record(*record);
        const auto again = decode_record(encoded);
        ATELIER_CHECK(again && again->op_count == record->op_count && again->batch == record->batch);
        ATELIER_CHECK(again->server_time_ms == record->server_time_ms && again->chain == record->chain);
    }
    if (const auto snapshot = decode_snapshot(bytes)) {
        const Bytes encoded = encode_snapshot(*snapshot);
        const auto again = decode_snapshot(encoded);
        ATELIER_CHECK(again && again->link == snapshot->link && again->packed_state == snapshot->packed_state);
        ATELIER_CHECK(again->hash == snapshot->hash);
    }
    // A frame may claim 256 MiB, which is within the bound and would be all that the fuzzer tries.
    if (const auto plain = decompress(bytes); plain && plain->size() < 65536) {
        const auto packed = compress(*plain);
        ATELIER_CHECK(packed && decompress(*packed).value() == *plain);
    }
    if (const auto number = number_of_key(bytes)) {
        ATELIER_CHECK(numbered_key(BoardId{}, *number).substr(kBoardKeyBytes) == bytes.substr(kBoardKeyBytes));
    }
    return 0;
}
