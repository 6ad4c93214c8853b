// The one place where RocksDB's outcomes become ours (FORMAT.md F15).
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "server/base/error.h"

namespace rocksdb {
class Status;
}

namespace atelier::storage {

// `doing` says what failed, for the operator: "writing to /var/lib/atelier". REQUIRES: !status.ok().
Error error_from_status(const rocksdb::Status& status, std::string_view doing);

}  // namespace atelier::storage
