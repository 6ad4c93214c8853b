// SPDX-License-Identifier: MIT
#include "storage/rocks_store.h"

#include <rocksdb/iterator.h>
#include <rocksdb/write_batch.h>
#include <sodium.h>

#include <unordered_map>
#include <utility>

#include "storage/chain.h"
#include "storage/compression.h"
#include "storage/database.h"
#include "storage/directory_lock.h"
#include "storage/files.h"
#include "storage/head_cache.h"
#include "storage/keys.h"
#include "storage/ladder.h"
#include "storage/log_cursor.h"
#include "storage/quarantine.h"
#include "storage/read_budget.h"
#include "storage/record_codec.h"
#include "storage/snapshot_reader.h"

namespace atelier::storage {
namespace {

constexpr std::size_t kHeadsMax = 4096;  // boards whose end is remembered; about 150 bytes each

rocksdb::Slice slice(BytesView bytes) {
    return {bytes.data(), bytes.size()};
}

}  // namespace

struct RocksStore::Parts {
    Parts(DirectoryLock directory_lock, std::unique_ptr<Database> opened)
        : lock(std::move(directory_lock)),
          database(std::move(opened)) {}

    DirectoryLock lock;  // first: let go after the database has closed
    std::unique_ptr<Database> database;
    HeadCache heads{kHeadsMax};
    Quarantine quarantine;
    // Where the boards of the latest append end, not yet noted (F16). The appending thread's.
    std::unordered_map<BoardId, OpSeq> unnoted;

    // Runs `read` unless the board is quarantined, and quarantines it when that finds it corrupt.
    template <class Read>
    auto guarded(const BoardId& board, const Read& read) -> decltype(read()) {
        ATELIER_TRY(quarantine.check(board));
        auto result = read();
        if (!result) {
            quarantine.observe(board, result.error());
        }
        return result;
    }

    // Where the board's log ends, from memory or disk. What stands on disk is taken as it is: a board is verified when
    // it is loaded.
    Result<Link> find_head(const BoardId& board) {
        if (const std::optional<Link> known = heads.find(board)) {
            return *known;
        }
        LogCursor cursor(*database, board);
        ATELIER_TRY(cursor.seek_to_end());
        ATELIER_TRY(check_noted(board, cursor.link()));
        heads.advance(board, cursor.link());
        return cursor.link();
    }

    // Corrupt when the log ends before a position that was once noted as its end.
    Result<void> check_noted(const BoardId& board, const Link& end) {
        ATELIER_TRY_ASSIGN(const std::optional<Bytes> stored, database->get(Family::Default, head_key(board)));
        const std::optional<std::uint64_t> noted = stored ? read_big_endian(*stored) : std::nullopt;
        if (noted && end.position.value < *noted) {
            return Error(ErrorCode::Corrupt, "board " + board.text() + ", at position " +
                                                 std::to_string(end.position.value) +
                                                 ": the log ends there, and once went on to " + std::to_string(*noted));
        }
        return {};
    }

    void note_heads(rocksdb::WriteBatch& writes) {
        for (const auto& [board, position] : unnoted) {
            std::string value;
            append_big_endian(value, position.value);
            writes.Put(database->handle(Family::Default), head_key(board), value).PermitUncheckedError();
        }
        unnoted.clear();
    }

    // What was made from a log that is written anew from there on.
    Result<void> drop_derived(const BoardId& board, Rewritten& rewritten, rocksdb::WriteBatch& writes) {
        const std::string upper = numbered_key(board, UINT64_MAX);
        const std::string first = numbered_key(board, rewritten.first.value);
        const Database::Bounds behind{first, upper};
        const std::unique_ptr<rocksdb::Iterator> snapshots = database->iterate(Family::Snapshot, behind);
        for (snapshots->SeekToFirst(); snapshots->Valid(); snapshots->Next()) {
            rewritten.snapshots.push_back({number_of_key(snapshots->key().ToStringView()).value_or(0)});
            if (const auto kept = decode_snapshot(snapshots->value().ToStringView())) {
                rewritten.devices = Bytes(kept->devices);
            }
            writes.Delete(database->handle(Family::Snapshot), snapshots->key()).PermitUncheckedError();
        }
        ATELIER_TRY(database->check(*snapshots));
        const std::string lower = numbered_key(board, 0);
        const Database::Bounds all{lower, upper};
        const std::unique_ptr<rocksdb::Iterator> blocks = database->iterate(Family::Timeline, all);
        for (blocks->SeekToFirst(); blocks->Valid(); blocks->Next()) {
            writes.Delete(database->handle(Family::Timeline), blocks->key()).PermitUncheckedError();
        }
        return database->check(*blocks);
    }

    // What is derived: on disk with the next sync.
    Result<void> put_derived(Family family, BytesView key, BytesView value) {
        rocksdb::WriteBatch batch;
        // A WriteBatch in memory fails only beyond 4 GB.
        batch.Put(database->handle(family), slice(key), slice(value)).PermitUncheckedError();
        return database->write(batch, Durability::WithNextSync);
    }
};

RocksStore::RocksStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

RocksStore::~RocksStore() = default;

Result<std::unique_ptr<RocksStore>> RocksStore::open(const std::filesystem::path& directory, const Options& options) {
    if (sodium_init() < 0) {
        return Error(ErrorCode::Unavailable, "libsodium does not start");
    }
    ATELIER_TRY(ensure_directory(directory));
    ATELIER_TRY_ASSIGN(DirectoryLock lock, DirectoryLock::take(directory));
    ATELIER_TRY_ASSIGN(std::unique_ptr<Database> database, Database::open(directory.string(), options));
    auto parts = std::make_unique<Parts>(std::move(lock), std::move(database));
    return std::unique_ptr<RocksStore>(new RocksStore(std::move(parts)));
}

const std::string& RocksStore::opening_damage() const noexcept {
    return parts_->database->log_damage();
}

RocksFigures RocksStore::figures() const {
    return parts_->database->figures();
}

// --- log ---

Result<void> RocksStore::append(const std::vector<Append>& batch) {
    ATELIER_TRY(parts_->database->check_writable());
    rocksdb::WriteBatch writes;
    std::unordered_map<BoardId, Link> heads;
    for (const Append& item : batch) {
        auto head = heads.find(item.board);
        if (head == heads.end()) {
            ATELIER_TRY_ASSIGN(const Link known,
                               parts_->guarded(item.board, [&] { return parts_->find_head(item.board); }));
            head = heads.emplace(item.board, known).first;
        }
        ATELIER_TRY_ASSIGN(head->second, link_append(head->second, item));
        const Bytes value = encode_record({item.op_count, item.server_time_ms, item.batch, head->second.chain});
        writes.Put(parts_->database->handle(Family::Log), numbered_key(item.board, item.first.value), value)
            .PermitUncheckedError();
        for (const ActorRecord& newcomer : item.newcomers) {
            const std::string key = numbered_key(item.board, newcomer.actor.value);
            writes.Put(parts_->database->handle(Family::Actors), key, newcomer.value).PermitUncheckedError();
        }
    }
    parts_->note_heads(writes);
    ATELIER_TRY(parts_->database->write(writes, Durability::Synced));
    for (const auto& [board, head] : heads) {
        parts_->heads.advance(board, head);
        parts_->unnoted[board] = head.position;
    }
    return {};
}

Result<void> RocksStore::note_heads() {
    if (parts_->unnoted.empty()) {
        return {};
    }
    rocksdb::WriteBatch writes;
    parts_->note_heads(writes);
    return parts_->database->write(writes, Durability::WithNextSync);
}

Result<Head> RocksStore::verify_board(const BoardId& board) {
    return parts_->guarded(board, [&]() -> Result<Head> {
        LogCursor cursor(*parts_->database, board);
        ATELIER_TRY_ASSIGN(const std::optional<Link> anchor, newest_snapshot_link(*parts_->database, board));
        if (anchor) {
            ATELIER_TRY(cursor.seek(anchor->position));
            if (cursor.link() != *anchor) {
                return Error(ErrorCode::Corrupt,
                             "board " + board.text() + ", at position " + std::to_string(anchor->position.value) +
                                 ": the snapshot there does not fit the log, whose last record before it ends at " +
                                 std::to_string(cursor.link().position.value));
            }
        } else {
            ATELIER_TRY(cursor.seek({0}));
        }
        for (;;) {
            ATELIER_TRY_ASSIGN(const std::optional<Record> record, cursor.next());
            if (!record) {
                break;
            }
        }
        ATELIER_TRY(parts_->check_noted(board, cursor.link()));
        parts_->heads.advance(board, cursor.link());
        return head_of(cursor.link());
    });
}

Result<std::vector<Record>> RocksStore::read_log(const BoardId& board, OpSeq after, ReadBounds bounds) {
    return parts_->guarded(board, [&]() -> Result<std::vector<Record>> {
        LogCursor cursor(*parts_->database, board);
        ATELIER_TRY(cursor.seek(after));
        std::vector<Record> records;
        ReadBudget budget(bounds);
        for (;;) {
            ATELIER_TRY_ASSIGN(std::optional<Record> record, cursor.next());
            if (!record || !budget.take(*record)) {
                break;
            }
            records.push_back(std::move(*record));
        }
        return records;
    });
}

// --- forgetting ---

Result<Store::Rewritten> RocksStore::rewrite_log(const BoardId& board, const NewBatch& change) {
    ATELIER_TRY(parts_->database->check_writable());
    return parts_->guarded(board, [&]() -> Result<Rewritten> {
        LogCursor cursor(*parts_->database, board);
        ATELIER_TRY(cursor.seek({0}));
        rocksdb::WriteBatch writes;
        Rewritten rewritten;
        Link link = origin_link(board);
        for (;;) {
            ATELIER_TRY_ASSIGN(const std::optional<Record> record, cursor.next());
            if (!record) {
                break;
            }
            ATELIER_TRY_ASSIGN(const std::optional<Bytes> changed, change(*record));
            const Bytes& batch = changed ? *changed : record->batch;
            link = next_link(link, record->first, record->op_count, record->server_time_ms, batch);
            if (changed && rewritten.first.value == 0) {
                rewritten.first = record->first;
            }
            if (rewritten.first.value != 0) {
                const Bytes value = encode_record({record->op_count, record->server_time_ms, batch, link.chain});
                writes.Put(parts_->database->handle(Family::Log), numbered_key(board, record->first.value), value)
                    .PermitUncheckedError();
            }
        }
        if (rewritten.first.value == 0) {
            return rewritten;
        }
        ATELIER_TRY(parts_->drop_derived(board, rewritten, writes));
        ATELIER_TRY(parts_->database->write(writes, Durability::Synced));
        parts_->heads.forget(board);
        return rewritten;
    });
}

Result<void> RocksStore::scrub(const BoardId& board) {
    return parts_->database->scrub({Family::Log, Family::Snapshot, Family::Timeline}, numbered_key(board, 0),
                                   numbered_key(board, UINT64_MAX));
}

// --- snapshots ---

Result<void> RocksStore::put_snapshot(const BoardId& board, const Snapshot& snapshot) {
    return parts_->guarded(board, [&]() -> Result<void> {
        LogCursor cursor(*parts_->database, board);
        ATELIER_TRY(cursor.seek(snapshot.position));
        if (snapshot.position.value == 0 || cursor.link().position != snapshot.position) {
            return Error(ErrorCode::OutOfOrder, "board " + board.text() + ": no record ends at position " +
                                                    std::to_string(snapshot.position.value));
        }
        ATELIER_TRY_ASSIGN(const Bytes packed, compress(snapshot.state));
        rocksdb::WriteBatch writes;
        const Bytes value = encode_snapshot({cursor.link(), packed, snapshot.hash, snapshot.devices});
        writes.Put(parts_->database->handle(Family::Snapshot), numbered_key(board, snapshot.position.value), value)
            .PermitUncheckedError();
        const auto [newest, below] = two_snapshots_before(*parts_->database, board, snapshot.position);
        if (newest.value > 0 && !is_rung(below, newest, snapshot.state.size())) {
            writes.Delete(parts_->database->handle(Family::Snapshot), numbered_key(board, newest.value))
                .PermitUncheckedError();
        }
        return parts_->database->write(writes, Durability::WithNextSync);
    });
}

Result<std::optional<Snapshot>> RocksStore::find_snapshot(const BoardId& board, OpSeq at_most) {
    return parts_->guarded(board, [&] { return read_snapshot(*parts_->database, board, at_most); });
}

Result<std::optional<Snapshot>> RocksStore::find_keyframe(const BoardId& board, OpSeq at_most) {
    ATELIER_TRY(parts_->quarantine.check(board));
    return read_keyframe(*parts_->database, board, at_most);
}

// --- timeline ---

Result<void> RocksStore::put_timeline(const BoardId& board, const TimelineBlock& block) {
    ATELIER_TRY(parts_->quarantine.check(board));
    return parts_->put_derived(Family::Timeline, numbered_key(board, block.after.value), block.value);
}

Result<std::vector<TimelineBlock>> RocksStore::list_timeline(const BoardId& board) {
    ATELIER_TRY(parts_->quarantine.check(board));
    const std::string lower = numbered_key(board, 0);
    const std::string upper = numbered_key(board, kFirstOpening);
    const Database::Bounds bounds{lower, upper};
    const std::unique_ptr<rocksdb::Iterator> iterator = parts_->database->iterate(Family::Timeline, bounds);
    std::vector<TimelineBlock> blocks;
    for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
        const std::uint64_t after = number_of_key(iterator->key().ToStringView()).value_or(0);
        blocks.push_back({{after}, iterator->value().ToString()});
    }
    ATELIER_TRY(parts_->database->check(*iterator));
    return blocks;
}

Result<void> RocksStore::put_opening(const BoardId& board, OpSeq position, BytesView value) {
    ATELIER_TRY(parts_->quarantine.check(board));
    return parts_->put_derived(Family::Timeline, numbered_key(board, kFirstOpening + position.value), value);
}

Result<std::optional<Bytes>> RocksStore::find_opening(const BoardId& board, OpSeq position) {
    ATELIER_TRY(parts_->quarantine.check(board));
    return parts_->database->get(Family::Timeline, numbered_key(board, kFirstOpening + position.value));
}

// --- actors ---

Result<std::optional<Bytes>> RocksStore::get_actor(const BoardId& board, ActorId actor) {
    return parts_->guarded(board,
                           [&] { return parts_->database->get(Family::Actors, numbered_key(board, actor.value)); });
}

Result<void> RocksStore::erase_actor(const BoardId& board, ActorId actor) {
    ATELIER_TRY(parts_->quarantine.check(board));
    rocksdb::WriteBatch batch;
    batch.Delete(parts_->database->handle(Family::Actors), numbered_key(board, actor.value)).PermitUncheckedError();
    return parts_->database->write(batch, Durability::Synced);
}

// --- catalogue ---

Result<void> RocksStore::change_entries(const EntryChanges& changes) {
    if (changes.put.empty() && changes.erased.empty()) {
        return {};  // no sync for nothing
    }
    rocksdb::ColumnFamilyHandle* const catalogue = parts_->database->handle(Family::Catalogue);
    rocksdb::WriteBatch batch;
    for (const Entry& entry : changes.put) {
        batch.Put(catalogue, entry.key, entry.value).PermitUncheckedError();
    }
    for (const std::string& key : changes.erased) {
        batch.Delete(catalogue, key).PermitUncheckedError();
    }
    return parts_->database->write(batch, Durability::Synced);
}

Result<std::optional<Bytes>> RocksStore::get_entry(std::string_view key) {
    return parts_->database->get(Family::Catalogue, key);
}

Result<std::vector<Store::Entry>> RocksStore::list_entries(std::string_view prefix) {
    const std::optional<std::string> end = end_of_prefix(prefix);
    const Database::Bounds bounds{slice(prefix), end ? rocksdb::Slice(*end) : rocksdb::Slice()};
    const std::unique_ptr<rocksdb::Iterator> iterator = parts_->database->iterate(Family::Catalogue, bounds);
    std::vector<Entry> found;
    for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
        found.push_back({iterator->key().ToString(), iterator->value().ToString()});
    }
    ATELIER_TRY(parts_->database->check(*iterator));
    return found;
}

}  // namespace atelier::storage
