// Walks a board's log without ever holding much of it, nor the processor for long.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::storage {

// Calls `take(Record&&) -> Result<bool>` for the records behind position `after`, the one that holds it first when it is inside of
// one, until it says false or there is no more. Blocking. Stops with what the store or `take` fails with.
// People at work go first: whose thread wakes up on a processor that this one has would wait for the rest of its slice, some 3 ms.
template <class Take>
Result<void> follow_log(Store& store, const BoardId& board, OpSeq after, const Take& take) {
    Store::ReadBounds bounds;
    bounds.ops_max = 256;  // half a millisecond, read and merged
    bounds.bytes_max = std::size_t{1024} * 1024;
    for (;;) {
        std::this_thread::yield();
        ATELIER_TRY_ASSIGN(std::vector<Record> records, store.read_log(board, after, bounds));
        if (records.empty()) {
            return {};
        }
        after = records.back().last();
        for (Record& record : records) {
            ATELIER_TRY_ASSIGN(const bool goes_on, take(std::move(record)));
            if (!goes_on) {
                return {};
            }
        }
    }
}

// The same, to the end: `take(Record&&) -> Result<void>`.
template <class Take>
Result<void> for_each_record(Store& store, const BoardId& board, OpSeq after, const Take& take) {
    return follow_log(store, board, after, [&](Record&& record) -> Result<bool> {
        ATELIER_TRY(take(std::move(record)));
        return true;
    });
}

}  // namespace atelier::storage
