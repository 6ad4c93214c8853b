// The database behind a closed RocksStore, opened without our layer, to damage it on purpose.
// SPDX-License-Identifier: MIT
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "storage/rocks_options.h"

namespace atelier::storage {

// Aborts on any failure: a test that cannot set its stage has nothing to say.
class RawDatabase {
public:
    explicit RawDatabase(const std::filesystem::path& directory);
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;
    ~RawDatabase();

    std::string get(Family family, const std::string& key);
    void put(Family family, const std::string& key, const std::string& value);
    void erase(Family family, const std::string& key);
    // Rewrites one value in place.
    void change(Family family, const std::string& key, const std::function<void(std::string&)>& edit);
    void create_family(const std::string& name);
    // Moves everything from the WAL into tables.
    void flush();

private:
    rocksdb::ColumnFamilyHandle* handle(Family family) { return handles_[static_cast<std::size_t>(family)]; }

    std::shared_ptr<rocksdb::Env> env_;
    std::unique_ptr<rocksdb::DB> db_;
    std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

}  // namespace atelier::storage
