// SPDX-License-Identifier: MIT
#include "server/room/shard.h"

#include <map>
#include <string_view>
#include <utility>

#include "server/async/log.h"
#include "server/base/limits.h"
#include "server/history/timeline_reader.h"
#include "server/room/load.h"

namespace atelier::room {
namespace {

constexpr unsigned kIdleTicksMax = 60;  // seconds a room stays loaded without a member: a reload, a break in the train

}  // namespace

Shard::Shard(async::Executor executor, Surroundings around)
    : around_(around),
      settled_(executor),
      inbox_(executor, [this](std::vector<Event> events) { on_events(std::move(events)); }) {
    if (around.access != nullptr) {
        access_.load(*around.access, around.directory, around.key);
    }
}

void Shard::enter(MemberSession& member) {
    if (is_stopping_) {
        return member.dismiss(Notice::ShuttingDown, CloseCode::Restart);
    }
    const auto [place, is_new] = entries_.try_emplace(member.board());
    Entry& entry = place->second;
    if (entry.quarantine) {
        return member.refuse(*entry.quarantine, CloseCode::RefusedForGood);
    }
    if (entry.room && !entry.is_held) {
        return bring_in(entry, member);
    }
    entry.waiting.push_back(&member);
    if (is_new) {
        start_loading(member.board());
    }
}

void Shard::with_room(const BoardId& board, std::function<void(Result<Room*>)> act) {
    if (is_stopping_) {
        return act(Error(ErrorCode::Unavailable, "shutting down"));
    }
    const auto [place, is_new] = entries_.try_emplace(board);
    Entry& entry = place->second;
    if (entry.quarantine) {
        return act(Error(*entry.quarantine, "the board cannot be read"));
    }
    if (entry.room && !entry.is_held) {
        return act(entry.room.get());
    }
    entry.callers.push_back(std::move(act));
    if (is_new) {
        start_loading(board);
    }
}

void Shard::leave(MemberSession& member) {
    const auto place = entries_.find(member.board());
    if (place == entries_.end()) {
        return;
    }
    std::erase(place->second.waiting, &member);
    std::erase_if(place->second.asking, [&](const auto& asking) { return asking.second == &member; });
    if (place->second.room) {
        place->second.room->leave(member);
    }
    for (const std::unique_ptr<Room>& old : place->second.retired) {
        old->leave(member);
    }
}

void Shard::hold(const BoardId& board, std::function<void(Result<void>)> held) {
    const auto place = entries_.find(board);
    const bool is_loaded = place != entries_.end() && place->second.room;
    if (is_stopping_ || !is_loaded || place->second.is_held || place->second.room->is_broken()) {
        return held(Error(ErrorCode::Unavailable, "the board cannot be held now"));
    }
    Entry& entry = place->second;
    entry.is_held = true;
    entry.holder = std::move(held);
    // Who is still being looked up in the log looks again in the new history.
    for (const auto& [ticket, member] : std::exchange(entry.asking, {})) {
        entry.waiting.push_back(member);
    }
    entry.room->retire();
    let_go(entry);
}

void Shard::let_go(Entry& entry) {
    if (!entry.holder || !entry.room->is_at_rest()) {
        return;
    }
    const auto held = std::exchange(entry.holder, nullptr);
    if (entry.room->is_broken()) {
        entry.is_held = false;
        return held(Error(ErrorCode::Unavailable, "the board cannot be written"));
    }
    entry.retired.push_back(std::exchange(entry.room, nullptr));
    held({});
}

void Shard::release(const BoardId& board) {
    Entry& entry = entries_[board];
    entry.is_held = false;
    if (is_stopping_) {
        for (MemberSession* member : std::exchange(entry.waiting, {})) {
            member->dismiss(Notice::ShuttingDown, CloseCode::Restart);
        }
        for (const auto& act : std::exchange(entry.callers, {})) {
            act(Error(ErrorCode::Unavailable, "shutting down"));
        }
        entry.quarantine = ErrorCode::Unavailable;  // nobody comes any more
        return settled_.notify();
    }
    start_loading(board);
}

void Shard::start_loading(const BoardId& board) {
    const Result<void> submitted = around_.pool.submit([&store = around_.store, board, to = inbox_.sender()] {
        Loaded loaded;
        loaded.board = board;
        loaded.result = std::make_shared<Result<LoadedBoard>>(load_board(store, board));
        to.push(std::move(loaded));
    });
    if (!submitted) {
        Loaded failed;
        failed.board = board;
        failed.result = std::make_shared<Result<LoadedBoard>>(submitted.error());
        inbox_.sender().push(std::move(failed));
    }
}

void Shard::on_loaded(const Loaded& loaded) {
    Entry& entry = entries_[loaded.board];
    const std::vector<MemberSession*> waiting = std::exchange(entry.waiting, {});
    const auto callers = std::exchange(entry.callers, {});
    Result<LoadedBoard>& result = *loaded.result;
    if (result) {
        log::info("board_loaded", {{"board", loaded.board.text()}, {"position", result->position.value}});
        figures_.boards_loaded.add();
        entry.room = std::make_unique<Room>(
            loaded.board, *std::move(result),
            Room::Surroundings{*this, around_.clock, around_.random, around_.key, around_.purging, &around_.directory});
        for (MemberSession* member : waiting) {
            bring_in(entry, *member);
        }
        for (const auto& act : callers) {
            if (entry.is_held) {  // by the one before
                entry.callers.push_back(act);
            } else {
                act(entry.room.get());
            }
        }
        return;
    }
    const Error& error = result.error();
    const bool is_quarantined = error.code == ErrorCode::Corrupt || error.code == ErrorCode::Unavailable;
    log::error("board_not_loaded", {{"board", loaded.board.text()},
                                    {"code", error_name(error.code)},
                                    {"why", error.detail},
                                    {"quarantined", is_quarantined ? "yes" : "no"}});
    if (is_quarantined || !entry.retired.empty()) {  // members have still to leave those
        entry.quarantine = error.code;
        figures_.boards_quarantined.add();
    } else {
        entries_.erase(loaded.board);
    }
    for (MemberSession* member : waiting) {
        if (is_quarantined) {
            member->refuse(error.code, CloseCode::RefusedForGood);
        } else {
            member->dismiss(Notice::ShuttingDown, CloseCode::Restart);  // it may go better in a moment
        }
    }
    for (const auto& act : callers) {
        act(Error(error.code, "the board cannot be read"));
    }
}

void Shard::bring_in(Entry& entry, MemberSession& member) {
    Result<OwnOps> own = entry.room->own_ops(member.admission());
    if (!own) {
        return member.refuse(own.error().code, CloseCode::RefusedForGood);
    }
    if (own->is_complete()) {
        return entry.room->join(member, *own);
    }
    OwnFound found{member.board(), ++tickets_, std::make_shared<OwnOps>(*std::move(own)), {}};
    entry.asking[found.ticket] = &member;
    const Result<void> submitted = around_.pool.submit([&store = around_.store, found, to = inbox_.sender()]() mutable {
        found.result = complete_from_log(*found.own, store, found.board);
        to.push(found);
    });
    if (!submitted) {
        found.result = submitted;
        inbox_.sender().push(std::move(found));
    }
}

void Shard::on_own_found(const OwnFound& found) {
    const auto place = entries_.find(found.board);
    if (place == entries_.end()) {
        return;
    }
    const auto asking = place->second.asking.extract(found.ticket);
    if (asking.empty()) {
        return;  // gone meanwhile
    }
    MemberSession& member = *asking.mapped();
    if (found.result) {
        return place->second.room->join(member, *found.own);
    }
    const Error& error = found.result.error();
    log::warn("own_ops_not_read",
              {{"board", found.board.text()}, {"code", error_name(error.code)}, {"why", error.detail}});
    member.dismiss(Notice::Resync, CloseCode::TryLater);
}

Result<void> Shard::commit(storage::Append append) {
    const BoardId board = append.board;
    const auto asked = async::steady_now();
    return around_.commits.submit(std::move(append), [board, asked, to = inbox_.sender()](Result<void> result) {
        to.push(CommitDone{board, std::move(result), asked, async::steady_now()});
    });
}

void Shard::save_snapshot(const BoardId& board, storage::Snapshot snapshot, OpSeq previous) {
    // So that whoever opens the replay of a long day finds it told, and no log is read for it then.
    const bool is_stretch_over = snapshot.position.value / limits::kStretchOps != previous.value / limits::kStretchOps;
    // Shared, because a queued job is copyable.
    const auto shared = std::make_shared<const storage::Snapshot>(std::move(snapshot));
    const auto job = [&store = around_.store, board, shared, is_stretch_over, to = inbox_.sender()] {
        const auto warn = [&](std::string_view event, const Error& error) {
            log::warn(event, {{"board", board.text()}, {"code", error_name(error.code)}, {"why", error.detail}});
        };
        if (const Result<void> saved = store.put_snapshot(board, *shared); !saved) {
            warn("snapshot_failed", saved.error());
        }
        if (is_stretch_over) {
            if (const auto told = history::read_timeline(store, board); !told) {
                warn("timeline_failed", told.error());
            }
        }
        to.push(SnapshotDone{board});
    };
    const Result<void> submitted = around_.pool.submit(job);
    if (!submitted) {
        log::warn("snapshot_failed", {{"board", board.text()}, {"why", submitted.error().detail}});
        inbox_.sender().push(SnapshotDone{board});
    }
}

void Shard::on_events(std::vector<Event> events) {
    // Commits of one board that came back together become one frame.
    std::map<BoardId, std::vector<CommitDone>> commits;
    for (Event& event : events) {
        if (auto* done = std::get_if<CommitDone>(&event)) {
            commits[done->board].push_back(std::move(*done));
        } else if (const auto* loaded = std::get_if<Loaded>(&event)) {
            on_loaded(*loaded);
        } else if (const auto* found = std::get_if<OwnFound>(&event)) {
            on_own_found(*found);
        } else if (Room* room = find_room(std::get<SnapshotDone>(event).board)) {
            room->on_snapshot_done();
            let_go(entries_[std::get<SnapshotDone>(event).board]);
        }
    }
    for (const auto& [board, done] : commits) {
        on_commits_done(board, done);
    }
    settled_.notify();
}

void Shard::on_commits_done(const BoardId& board, const std::vector<CommitDone>& done) {
    Room* room = find_room(board);
    if (room == nullptr) {
        return;
    }
    std::size_t committed = 0;
    while (committed < done.size() && done[committed].result) {
        figures_.commit.add(done[committed].done - done[committed].asked);
        ++committed;
    }
    room->on_committed(committed);
    const auto sent = async::steady_now();
    for (std::size_t i = 0; i < committed; ++i) {
        figures_.fan_out.add(sent - done[i].done);
    }
    if (committed < done.size()) {
        const Error& error = done[committed].result.error();
        log::error("commit_failed", {{"board", board.text()}, {"code", error_name(error.code)}, {"why", error.detail}});
        room->on_commit_failed(error);
    }
    let_go(entries_[board]);
}

void Shard::revoke(std::uint64_t link) {
    access_.revoke(link);
    const auto is_meant = [link](const MemberSession& member) { return member.admission().link.id == link; };
    for (auto& [board, entry] : entries_) {
        send_away(entry, is_meant, ErrorCode::Revoked);
    }
}

void Shard::tell_tables(const BoardId& board) {
    if (Room* room = find_room(board)) {
        room->on_presence_changed();
    }
}

void Shard::expel(const Seat& whom) {
    access_.expel(whom);
    std::vector<BoardListing> boards = around_.directory.tables_of(whom.board);
    if (Result<BoardListing> own = around_.directory.find(whom.board)) {
        boards.push_back(*std::move(own));
    }
    for (const BoardListing& board : boards) {
        const auto entry = entries_.find(board.board);
        if (entry != entries_.end()) {
            const ActorId actor = seat_on(board, whom, around_.key).actor;
            const auto is_meant = [actor](const MemberSession& member) {
                return member.person().actor == actor || member.admission().actor == actor;
            };
            send_away(entry->second, is_meant, ErrorCode::Expelled);
        }
    }
}

void Shard::send_away(Entry& entry, const std::function<bool(const MemberSession&)>& is_meant, ErrorCode why) {
    // Who leaves takes itself out of these.
    std::vector<MemberSession*> arriving = entry.waiting;
    for (const auto& [ticket, member] : entry.asking) {
        arriving.push_back(member);
    }
    for (MemberSession* member : arriving) {
        if (is_meant(*member)) {
            member->refuse(why);
        }
    }
    if (entry.room) {
        entry.room->send_away(is_meant, why);
    }
}

std::vector<PersonHere> Shard::people(const BoardId& board) const {
    const auto place = entries_.find(board);
    return place != entries_.end() && place->second.room ? place->second.room->people() : std::vector<PersonHere>();
}

bool Shard::shows_entrance(const BoardId& board) const {
    const auto place = entries_.find(board);
    return place != entries_.end() && place->second.room &&
           place->second.room->board().setting_number({board::kNullId, board::SettingKey::Entrance}) != 0;
}

Room* Shard::find_room(const BoardId& board) {
    const auto place = entries_.find(board);
    return place != entries_.end() ? place->second.room.get() : nullptr;
}

bool Shard::is_settled(Room& room) {
    return room.member_count() == 0 && (room.is_broken() || (!room.has_uncommitted() && !room.save_if_behind()));
}

void Shard::on_tick() {
    for (auto place = entries_.begin(); place != entries_.end();) {
        Entry& entry = place->second;
        bool may_go = false;
        std::erase_if(entry.retired, [](const std::unique_ptr<Room>& old) { return old->member_count() == 0; });
        if (entry.room && !entry.room->is_broken() && !entry.is_held) {
            entry.room->on_tick();
            entry.idle_ticks = entry.room->member_count() == 0 ? entry.idle_ticks + 1 : 0;
            may_go = entry.idle_ticks >= kIdleTicksMax && entry.asking.empty() && entry.retired.empty() &&
                     is_settled(*entry.room);
        }
        if (may_go) {
            log::info("board_unloaded", {{"board", place->first.text()}});
            figures_.boards_loaded.subtract();
            place = entries_.erase(place);
        } else {
            ++place;
        }
    }
}

void Shard::stop() {
    is_stopping_ = true;
    for (auto& [board, entry] : entries_) {
        for (MemberSession* member : std::exchange(entry.waiting, {})) {
            member->dismiss(Notice::ShuttingDown, CloseCode::Restart);
        }
        for (const auto& act : std::exchange(entry.callers, {})) {
            act(Error(ErrorCode::Unavailable, "shutting down"));
        }
        for (const auto& [ticket, member] : std::exchange(entry.asking, {})) {
            member->dismiss(Notice::ShuttingDown, CloseCode::Restart);
        }
        if (entry.room && !entry.is_held) {
            entry.room->stop();
        }
    }
}

async::Task<void> Shard::drain() {
    bool is_drained = false;
    while (!is_drained) {
        is_drained = true;
        for (auto& [board, entry] : entries_) {
            const bool is_loading = entry.is_held || (!entry.room && !entry.quarantine);
            is_drained = (entry.room && !entry.is_held ? is_settled(*entry.room) : !is_loading) && is_drained;
        }
        if (!is_drained) {
            co_await settled_.wait();
        }
    }
}

}  // namespace atelier::room
