// Walks a board's log without ever holding much of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::storage {

// Calls `take(Record&&) -> Result<void>` for every record behind position `after`, the one that holds it first when it is
// inside of one. Blocking. Stops with what the store or `take` fails with.
template <class Take>
Result<void> for_each_record(Store& store, const BoardId& board, OpSeq after, const Take& take) {
    Store::ReadBounds bounds;
    bounds.ops_max = 4096;
    bounds.bytes_max = std::size_t{4} * 1024 * 1024;
    for (;;) {
        ATELIER_TRY_ASSIGN(std::vector<Record> records, store.read_log(board, after, bounds));
        if (records.empty()) {
            return {};
        }
        after = records.back().last();
        for (Record& record : records) {
            ATELIER_TRY(take(std::move(record)));
        }
    }
}

}  // namespace atelier::storage
