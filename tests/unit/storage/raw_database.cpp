// SPDX-License-Identifier: MIT
#include "tests/unit/storage/raw_database.h"

#include "server/base/check.h"

namespace atelier::storage {

RawDatabase::RawDatabase(const std::filesystem::path& directory) {
    const DatabaseOptions how = database_options({});
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(how.database, directory.string(), how.families, &handles_, &db);
    ATELIER_CHECK(status.ok());
    env_ = how.env;
    db_.reset(db);
}

RawDatabase::~RawDatabase() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
        ATELIER_CHECK(db_->DestroyColumnFamilyHandle(handle).ok());
    }
    ATELIER_CHECK(db_->Close().ok());
}

std::string RawDatabase::get(Family family, const std::string& key) {
    std::string value;
    ATELIER_CHECK(db_->Get({}, handle(family), key, &value).ok());
    return value;
}

void RawDatabase::put(Family family, const std::string& key, const std::string& value) {
    ATELIER_CHECK(db_->Put({}, handle(family), key, value).ok());
}

void RawDatabase::erase(Family family, const std::string& key) {
    ATELIER_CHECK(db_->Delete({}, handle(family), key).ok());
}

void RawDatabase::change(Family family, const std::string& key, const std::function<void(std::string&)>& edit) {
    std::string value = get(family, key);
    edit(value);
    put(family, key, value);
}

void RawDatabase::create_family(const std::string& name) {
    rocksdb::ColumnFamilyHandle* made = nullptr;
    ATELIER_CHECK(db_->CreateColumnFamily({}, name, &made).ok());
    ATELIER_CHECK(db_->DestroyColumnFamilyHandle(made).ok());
}

void RawDatabase::flush() {
    ATELIER_CHECK(db_->Flush({}, handles_).ok());
}

}  // namespace atelier::storage
