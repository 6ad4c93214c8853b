// Records that the server itself puts into a board's log: the beginning of a new one.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/base/result.h"
#include "storage/committer.h"

namespace atelier::history {

// Queues them all; on return they are on disk. REQUIRES: at least one. Blocking: never on a thread that serves people, nor on
// the committer's. Fails as the committer does; then some may be kept.
Result<void> commit_all(storage::Committer& commits, std::vector<storage::Append> appends);

}  // namespace atelier::history
