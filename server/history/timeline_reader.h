// A board's timeline from the store: its blocks, and what the log has behind them. Blocking: never on a thread that serves
// people.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/history/timeline.h"
#include "storage/store.h"

namespace atelier::history {

// Whether what was found out is kept in the store. Yes only on the thread of all who look back, or where nobody else does: what is
// erased meanwhile would come back to the disk.
enum class Keep : bool { No, Yes };

// Contiguous stretches from the start of the history to its end; none when nothing happened yet.
//
// Whole stretches that are not kept yet are kept now, so the log is read once in all, however often one looks: the server
// calls this as a board grows (Shard), whoever opens a replay later reads blocks and one stretch of log at most.
// Fails with what the store fails with, and with Corrupt where a record cannot be read.
Result<std::vector<Stretch>> read_timeline(storage::Store& store, const BoardId& board, Keep keep = Keep::Yes);

}  // namespace atelier::history
