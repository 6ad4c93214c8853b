// SPDX-License-Identifier: MIT
#include "storage/memory_store.h"

#include <iterator>

#include "storage/compression.h"
#include "storage/ladder.h"
#include "storage/read_budget.h"

namespace atelier::storage {

MemoryStore::Board& MemoryStore::board(const BoardId& id) {
    const auto [place, is_new] = boards_.try_emplace(id);
    if (is_new) {
        place->second.head = origin_link(id);
    }
    return place->second;
}

Result<void> MemoryStore::append(const std::vector<Append>& batch) {
    const std::lock_guard lock(mutex_);
    std::map<BoardId, Link> heads;  // staged, so that a refusal leaves nothing behind
    std::vector<Chain> chains;
    for (const Append& item : batch) {
        Link& head = heads.try_emplace(item.board, board(item.board).head).first->second;
        ATELIER_TRY_ASSIGN(head, link_append(head, item));
        chains.push_back(head.chain);
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const Append& item = batch[i];
        Record record{item.first, item.op_count, item.server_time_ms, item.batch, chains[i]};
        Board& into = board(item.board);
        into.records.emplace(record.last(), std::move(record));
        for (const ActorRecord& newcomer : item.newcomers) {
            into.actors.insert_or_assign(newcomer.actor, newcomer.value);
        }
    }
    for (const auto& [id, head] : heads) {
        board(id).head = head;
    }
    return {};
}

Result<Head> MemoryStore::verify_board(const BoardId& id) {
    const std::lock_guard lock(mutex_);
    return head_of(board(id).head);
}

Result<std::vector<Record>> MemoryStore::read_log(const BoardId& id, OpSeq after, ReadBounds bounds) {
    const std::lock_guard lock(mutex_);
    std::vector<Record> records;
    const Board& from = board(id);
    ReadBudget budget(bounds);
    for (auto next = from.records.upper_bound(after); next != from.records.end(); ++next) {
        if (!budget.take(next->second)) {
            break;
        }
        records.push_back(next->second);
    }
    return records;
}

Result<Store::Rewritten> MemoryStore::rewrite_log(const BoardId& id, const NewBatch& change) {
    const std::lock_guard lock(mutex_);
    Board& of = board(id);
    std::map<OpSeq, Record> records = of.records;
    Link link = origin_link(id);
    Rewritten rewritten;
    for (auto& [last, record] : records) {
        ATELIER_TRY_ASSIGN(std::optional<Bytes> batch, change(record));
        if (batch) {
            record.batch = *std::move(batch);
            rewritten.first = rewritten.first.value == 0 ? record.first : rewritten.first;
        }
        link = next_link(link, record.first, record.op_count, record.server_time_ms, record.batch);
        record.chain = link.chain;
    }
    if (rewritten.first.value == 0) {
        return rewritten;
    }
    of.records = std::move(records);
    of.head = link;
    of.timeline.clear();
    of.openings.clear();
    const auto from = of.snapshots.lower_bound(rewritten.first);
    for (auto gone = from; gone != of.snapshots.end(); ++gone) {
        rewritten.snapshots.push_back(gone->first);
        rewritten.devices = gone->second.devices;
    }
    of.snapshots.erase(from, of.snapshots.end());
    return rewritten;
}

Result<void> MemoryStore::put_snapshot(const BoardId& id, const Snapshot& snapshot) {
    if (snapshot.state.size() > kSnapshotStateBytesMax) {
        return Error(ErrorCode::TooLarge, "a state too large to keep");
    }
    const std::lock_guard lock(mutex_);
    Board& into = board(id);
    if (!into.records.contains(snapshot.position)) {
        return Error(ErrorCode::OutOfOrder,
                     "board " + id.text() + ": no record ends at position " + std::to_string(snapshot.position.value));
    }
    const auto place = into.snapshots.insert_or_assign(snapshot.position, snapshot).first;
    if (place != into.snapshots.begin()) {
        const auto before = std::prev(place);
        const OpSeq below = before == into.snapshots.begin() ? OpSeq{0} : std::prev(before)->first;
        if (!is_rung(below, before->first, snapshot.state.size())) {
            into.snapshots.erase(before);
        }
    }
    return {};
}

Result<std::optional<Snapshot>> MemoryStore::find_snapshot(const BoardId& id, OpSeq at_most) {
    const std::lock_guard lock(mutex_);
    const Board& from = board(id);
    const auto beyond = from.snapshots.upper_bound(at_most);
    if (beyond == from.snapshots.begin()) {
        return std::optional<Snapshot>();
    }
    return std::optional<Snapshot>(std::prev(beyond)->second);
}

Result<std::optional<Snapshot>> MemoryStore::find_keyframe(const BoardId& id, OpSeq at_most) {
    return find_snapshot(id, at_most);
}

Result<void> MemoryStore::put_timeline(const BoardId& id, const TimelineBlock& block) {
    const std::lock_guard lock(mutex_);
    board(id).timeline.insert_or_assign(block.after, block.value);
    return {};
}

Result<std::vector<TimelineBlock>> MemoryStore::list_timeline(const BoardId& id) {
    const std::lock_guard lock(mutex_);
    std::vector<TimelineBlock> blocks;
    for (const auto& [after, value] : board(id).timeline) {
        blocks.push_back({after, value});
    }
    return blocks;
}

Result<void> MemoryStore::put_opening(const BoardId& id, OpSeq position, BytesView value) {
    const std::lock_guard lock(mutex_);
    board(id).openings.insert_or_assign(position, Bytes(value));
    return {};
}

Result<std::optional<Bytes>> MemoryStore::find_opening(const BoardId& id, OpSeq position) {
    const std::lock_guard lock(mutex_);
    const Board& from = board(id);
    const auto found = from.openings.find(position);
    return found == from.openings.end() ? std::optional<Bytes>() : std::optional<Bytes>(found->second);
}

Result<std::optional<Bytes>> MemoryStore::get_actor(const BoardId& id, ActorId actor) {
    const std::lock_guard lock(mutex_);
    const Board& from = board(id);
    const auto found = from.actors.find(actor);
    return found == from.actors.end() ? std::optional<Bytes>() : std::optional<Bytes>(found->second);
}

Result<void> MemoryStore::erase_actor(const BoardId& id, ActorId actor) {
    const std::lock_guard lock(mutex_);
    board(id).actors.erase(actor);
    return {};
}

Result<void> MemoryStore::change_entries(const EntryChanges& changes) {
    const std::lock_guard lock(mutex_);
    for (const Entry& entry : changes.put) {
        entries_.insert_or_assign(entry.key, entry.value);
    }
    for (const std::string& key : changes.erased) {
        entries_.erase(key);
    }
    return {};
}

Result<std::optional<Bytes>> MemoryStore::get_entry(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    return found == entries_.end() ? std::optional<Bytes>() : std::optional<Bytes>(found->second);
}

Result<std::vector<Store::Entry>> MemoryStore::list_entries(std::string_view prefix) {
    const std::lock_guard lock(mutex_);
    std::vector<Entry> found;
    for (auto entry = entries_.lower_bound(prefix); entry != entries_.end(); ++entry) {
        if (!entry->first.starts_with(prefix)) {
            break;
        }
        found.push_back({entry->first, entry->second});
    }
    return found;
}

}  // namespace atelier::storage
