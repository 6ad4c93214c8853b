// The data directory: one folder, readable by its owner alone, open in one process at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "server/app/catalogue.h"
#include "server/app/config.h"
#include "server/history/erasure_ledger.h"
#include "storage/rocks_store.h"

namespace atelier::app {

// An open data directory: store and catalogue together, because neither is of use alone.
struct DataDirectory {
    std::unique_ptr<storage::RocksStore> store;
    Catalogue catalogue;
    std::unique_ptr<history::ErasureLedger> erased;  // null: none is kept
};

enum class WhenAbsent { Create, Fail };

// Opens the directory, with permissions 0700 when it is made here, and finishes what was to be taken out of a history and was
// not when the process ended, or what the ledger has and a backup that was put back has not. Fails with Locked when another process has it, NotFound when it is absent and shall not be made,
// and as the store does.
Result<DataDirectory> open_data_directory(const Config& config, WhenAbsent when_absent);

}  // namespace atelier::app
