// How RocksDB is set up (FORMAT.md F3, F14), in one place.
// SPDX-License-Identifier: MIT
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "storage/rocks_store.h"

namespace atelier::storage {

// Column families, in the order in which they are opened. Default is RocksDB's own; it holds the format number alone.
enum class Family : std::uint8_t { Default, Log, Snapshot, Timeline, Actors, Catalogue };
inline constexpr std::size_t kFamilies = 6;

struct DatabaseOptions {
    std::shared_ptr<rocksdb::Env> env;  // outlives the database; on the one that was given, which outlives this
    rocksdb::DBOptions database;
    std::vector<rocksdb::ColumnFamilyDescriptor> families;  // indexed by Family
};

DatabaseOptions database_options(const RocksOptions& options);

}  // namespace atelier::storage
