// A table of a shared board: a board of its own for a sub-group, empty but for its title and the run of show that the shared
// board has now.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/committer.h"
#include "storage/store.h"

namespace atelier::history {

// Text of the run of show at the end of that board's log; empty where there is none. Blocking. Fails as board_at().
Result<std::string> show_of(storage::Store& store, const BoardId& board);

struct StartTable {
    BoardId board;      // nothing is there yet
    std::string title;  // storable, at most kLabelBytesMax bytes
    std::string show;   // show_of() the shared board
    std::int64_t now_ms = 0;
};

// On return its first record, signed by the server, is on disk. No phase of the show is on there: each table begins when it
// does. Blocking: never on a thread that serves people, nor on the committer's. Fails as the committer does: then a record
// may be left that no catalogue names.
Result<void> start_table(storage::Committer& commits, const StartTable& what);

}  // namespace atelier::history
