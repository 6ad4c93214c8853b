// Walks one board's log forward and checks contiguity and chain on every step (FORMAT.md F8).
// SPDX-License-Identifier: MIT
#pragma once

#include <rocksdb/iterator.h>

#include <memory>
#include <optional>
#include <string>

#include "storage/chain.h"
#include "storage/database.h"
#include "storage/record_codec.h"
#include "storage/store.h"

namespace atelier::storage {

// Sees the log as it was when made. Not thread-safe. Every Corrupt names the board and a position.
class LogCursor {
public:
    // `database` outlives the cursor.
    LogCursor(Database& database, const BoardId& board);
    LogCursor(const LogCursor&) = delete;
    LogCursor& operator=(const LogCursor&) = delete;

    // Stands before the record that holds position `after` + 1. Its predecessor's stored chain is taken as the start.
    Result<void> seek(OpSeq after);
    // Stands behind the last record.
    Result<void> seek_to_end();

    // The record passed last: the predecessor after a seek, the origin when there is none.
    const Link& link() const noexcept { return link_; }

    // Passes one record; nullopt at the end of the log.
    Result<std::optional<Record>> next();

private:
    struct Placed {
        OpSeq first;
        StoredRecord stored;  // its batch looks into the iterator
        Link link() const { return {{first.value + stored.op_count - 1}, stored.chain}; }
    };

    // The record under the iterator.
    Result<Placed> current() const;
    // Stands behind the last record whose first position is at most `position`.
    Result<void> seek_behind(OpSeq position);
    // REQUIRES: the iterator stands nowhere. Nothing, or what stopped it.
    Result<void> ended() const;
    Error corrupt(OpSeq at, const std::string& what) const;

    const BoardId board_;
    const std::string lower_;
    const std::string upper_;
    const Database::Bounds bounds_;
    Database& database_;
    std::unique_ptr<rocksdb::Iterator> iterator_;
    Link link_;
};

}  // namespace atelier::storage
