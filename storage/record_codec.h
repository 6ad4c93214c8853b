// Values on disk: LogRecord and SnapshotRecord of proto/atelier/v1/history.proto (FORMAT.md F4, F5).
// protozero, because storage stands on base alone and knows no generated class.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "storage/chain.h"

namespace atelier::storage {

// A LogRecord as stored. `batch` looks into the bytes it was decoded from.
struct StoredRecord {
    std::uint32_t op_count = 0;
    std::int64_t server_time_ms = 0;
    BytesView batch;
    Chain chain{};  // of this record
};

// A SnapshotRecord as stored. `packed_state` looks into the bytes it was decoded from.
struct StoredSnapshot {
    Link link;  // of the last record that it contains
    BytesView packed_state;
    std::uint64_t hash = 0;
    BytesView devices = {};
};

Bytes encode_record(const StoredRecord& record);
Bytes encode_snapshot(const StoredSnapshot& snapshot);

// Fail with Corrupt on bytes that do not parse, lack a field, or have a chain of another length. Unknown fields pass.
Result<StoredRecord> decode_record(BytesView bytes);
Result<StoredSnapshot> decode_snapshot(BytesView bytes);

}  // namespace atelier::storage
