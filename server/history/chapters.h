// A board's past told by its phases: where each of them ended. Blocking.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/history/timeline.h"
#include "storage/store.h"

namespace atelier::history {

struct Chapter {
    std::uint32_t number = 0;  // of the phase; 0 = none was on
    std::string title;         // of the phase
    OpSeq end;                 // the last position before the next one began
    std::int64_t end_ms = 0;   // server time there
};

// The phases up to `until`, where a record ends, without those in which nothing was made; at least one when anything was made
// at all. What was made before the first phase and behind the last is a chapter with number 0. Fails with what the store fails with.
Result<std::vector<Chapter>> read_chapters(storage::Store& store, const BoardId& board,
                                           const std::vector<Stretch>& stretches, OpSeq until);

// The record that ends or lies at that position. NotFound where there is none.
Result<storage::Record> record_at(storage::Store& store, const BoardId& board, OpSeq position);

}  // namespace atelier::history
