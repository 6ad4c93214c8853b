// What a room asks of its surroundings: that things get to disk, by threads other than its own.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::room {

// Called on the room's thread; nothing of it blocks.
class RoomHost {
public:
    RoomHost() = default;
    RoomHost(const RoomHost&) = delete;
    RoomHost& operator=(const RoomHost&) = delete;
    virtual ~RoomHost() = default;

    // Makes it durable; the answer is Room::on_committed() or on_commit_failed(), in order, never from inside this call.
    // TooMany: the queue is full, ask again later. Unavailable: nothing is written any more.
    virtual Result<void> commit(storage::Append append) = 0;
    // Keeps the snapshot, and the timeline of what came since the one at `previous`; the answer is Room::on_snapshot_done().
    virtual void save_snapshot(const BoardId& board, storage::Snapshot snapshot, OpSeq previous) = 0;
};

}  // namespace atelier::room
