// SPDX-License-Identifier: MIT
#include "storage/status.h"

#include <rocksdb/status.h>

#include "server/base/check.h"

namespace atelier::storage {
namespace {

ErrorCode code_of(const rocksdb::Status& status) {
    switch (status.code()) {
        case rocksdb::Status::kCorruption: return ErrorCode::Corrupt;
        case rocksdb::Status::kNotFound: return ErrorCode::NotFound;
        case rocksdb::Status::kShutdownInProgress:
        case rocksdb::Status::kBusy:
        case rocksdb::Status::kTimedOut:
        case rocksdb::Status::kTryAgain:
        case rocksdb::Status::kAborted: return ErrorCode::Unavailable;
        case rocksdb::Status::kInvalidArgument:
        case rocksdb::Status::kNotSupported:
        case rocksdb::Status::kColumnFamilyDropped: return ErrorCode::Config;
        case rocksdb::Status::kOk:
        case rocksdb::Status::kIOError:
        case rocksdb::Status::kMergeInProgress:
        case rocksdb::Status::kIncomplete:
        case rocksdb::Status::kExpired:
        case rocksdb::Status::kCompactionTooLarge:
        case rocksdb::Status::kMaxCode: break;
    }
    return status.IsNoSpace() ? ErrorCode::DiskFull : ErrorCode::Io;
}

}  // namespace

Error error_from_status(const rocksdb::Status& status, std::string_view doing) {
    ATELIER_CHECK(!status.ok());
    return Error(code_of(status), std::string(doing) + ": " + status.ToString());
}

}  // namespace atelier::storage
