// A look at RocksDB's write-ahead logs before RocksDB reads them: it stops at the first record that fails its checksum and
// takes the rest for a torn tail. A tail that was torn was never acknowledged; a record with whole ones *behind* it was,
// because each commit is synced before the next is written. Only this look tells the two apart (FORMAT.md F16).
//
// The format is RocksDB's, include and source of db/log_format.h: blocks of 32 KiB, records of crc32c, length, type.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"

namespace atelier::storage {

struct WalScan {
    // The first damaged place that whole records follow; nullopt when there is none.
    struct Damage {
        std::string file;
        std::uint64_t offset = 0;  // bytes
    };
    std::optional<Damage> damage;
    // The whole records behind the damage, in order: RocksDB write batches. Empty without damage. At most as large as the
    // logs are, which is bounded (rocks_options.cpp).
    std::vector<std::string> behind;
};

// Reads the logs in `directory`, which no RocksDB has open. Fails with Io.
Result<WalScan> scan_wal(const std::string& directory);

// The whole records of one log file, in order, and where the first damage is. `bytes` outlives nothing.
// Exposed for tests and fuzzing: any bytes are fine.
struct WalFileScan {
    struct Entry {
        std::uint64_t offset = 0;  // of its first fragment
        std::string batch;
    };
    std::vector<Entry> entries;
    std::optional<std::uint64_t> damaged_at;
    // From where on there are only zeros: room that was reserved, unless what was there is lost.
    std::optional<std::uint64_t> zeros_from;
};
WalFileScan scan_wal_file(std::string_view bytes);

}  // namespace atelier::storage
