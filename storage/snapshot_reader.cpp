// SPDX-License-Identifier: MIT
#include "storage/snapshot_reader.h"

#include <rocksdb/iterator.h>

#include <cstdint>

#include "storage/compression.h"
#include "storage/keys.h"
#include "storage/record_codec.h"

namespace atelier::storage {
namespace {

Error corrupt(const BoardId& board, std::uint64_t position, const std::string& what) {
    return Error(ErrorCode::Corrupt,
                 "board " + board.text() + ", snapshot at position " + std::to_string(position) + ": " + what);
}

// Calls `use` with the newest snapshot at or before `at_most`; its bytes live during the call.
template <class T, class Use>
Result<std::optional<T>> with_newest(Database& database, const BoardId& board, OpSeq at_most, const Use& use) {
    const std::string lower = numbered_key(board, 0);
    const std::string upper = numbered_key(board, UINT64_MAX);
    const Database::Bounds bounds{lower, upper};
    const std::unique_ptr<rocksdb::Iterator> iterator = database.iterate(Family::Snapshot, bounds);
    iterator->SeekForPrev(numbered_key(board, at_most.value));
    if (!iterator->Valid()) {
        if (const Result<void> ended = database.check(*iterator); !ended) {
            const Error& error = ended.error();
            return error.code == ErrorCode::Corrupt ? corrupt(board, at_most.value, error.detail) : error;
        }
        return std::optional<T>();
    }
    const std::uint64_t position = number_of_key(iterator->key().ToStringView()).value_or(0);
    const Result<StoredSnapshot> stored = decode_snapshot(iterator->value().ToStringView());
    if (!stored) {
        return corrupt(board, position, stored.error().detail);
    }
    if (stored->link.position.value != position) {
        return corrupt(board, position, "it says that it is of another position");
    }
    Result<T> used = use(*stored);
    if (!used) {
        return corrupt(board, position, used.error().detail);
    }
    return std::optional<T>(std::move(*used));
}

}  // namespace

Result<std::optional<Snapshot>> read_snapshot(Database& database, const BoardId& board, OpSeq at_most) {
    return with_newest<Snapshot>(database, board, at_most, [](const StoredSnapshot& stored) -> Result<Snapshot> {
        ATELIER_TRY_ASSIGN(Bytes state, decompress(stored.packed_state));
        return Snapshot{stored.link.position, std::move(state), stored.hash, Bytes(stored.devices)};
    });
}

Result<std::optional<Snapshot>> read_keyframe(Database& database, const BoardId& board, OpSeq at_most) {
    for (OpSeq below = at_most;;) {
        Result<std::optional<Snapshot>> found = read_snapshot(database, board, below);
        if (found || found.error().code != ErrorCode::Corrupt) {
            return found;
        }
        below = two_snapshots_before(database, board, {below.value + 1})[1];
        if (below.value == 0) {
            return std::optional<Snapshot>();
        }
    }
}

std::array<OpSeq, 2> two_snapshots_before(Database& database, const BoardId& board, OpSeq position) {
    const std::string lower = numbered_key(board, 0);
    const std::string upper = numbered_key(board, position.value);
    const Database::Bounds bounds{lower, upper};
    const std::unique_ptr<rocksdb::Iterator> iterator = database.iterate(Family::Snapshot, bounds);
    std::array<OpSeq, 2> found{};
    iterator->SeekToLast();
    for (OpSeq& place : found) {
        if (!iterator->Valid()) {
            break;
        }
        place = {number_of_key(iterator->key().ToStringView()).value_or(0)};
        iterator->Prev();
    }
    // A position that is not known is no reason to delete anything, nor to fail.
    return database.check(*iterator) ? found : std::array<OpSeq, 2>{};
}

Result<std::optional<Link>> newest_snapshot_link(Database& database, const BoardId& board) {
    return with_newest<Link>(database, board, {UINT64_MAX},
                             [](const StoredSnapshot& stored) -> Result<Link> { return stored.link; });
}

}  // namespace atelier::storage
