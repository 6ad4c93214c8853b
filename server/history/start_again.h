// A new board that begins where another one was at some moment: the same history up to there, under an id of its own, and
// free to go elsewhere from there on.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/committer.h"
#include "storage/store.h"

namespace atelier::history {

struct StartAgain {
    BoardId origin;
    OpSeq position;     // a record of the origin's log ends here
    BoardId board;      // nothing is there yet
    std::string title;  // storable, at most kLabelBytesMax bytes
    std::int64_t now_ms = 0;
};

// Copies the records up to the position, with their times, and behind them the title, signed by the server; on return all of
// it is on disk. Keys of actors are of one board
// (rule W8), so nobody writes on the new one as who they were: the votes of then stay theirs.
// Blocking: never on a thread that serves people, nor on the committer's.
// NotFound when no record ends there, nor at 0; Corrupt when the past cannot be read; whatever the store or the committer fails with otherwise: then records may
// be left that no catalogue names.
Result<void> start_again(storage::Store& store, storage::Committer& commits, const StartAgain& what);

}  // namespace atelier::history
