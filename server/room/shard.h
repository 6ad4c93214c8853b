// The boards of one thread: loads them when somebody comes, ticks them, lets them go when nobody has been there for a
// minute. A board lives on shard hash(board) % shards, and is touched nowhere else.
//
// Thread: its executor's, all calls. Everything handed in outlives it; members leave before it goes.
// Errors: a board that cannot be read is refused to whoever comes for it, and stays so until the process starts again
// (quarantine); the other boards do not notice.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <variant>
#include <vector>

#include "server/async/inbox.h"
#include "server/async/job_queue.h"
#include "server/async/signal.h"
#include "server/async/task.h"
#include "server/base/clock.h"
#include "server/base/random.h"
#include "server/room/board_directory.h"
#include "server/room/guesses.h"
#include "server/room/member_session.h"
#include "server/room/room.h"
#include "server/room/room_host.h"
#include "server/room/shard_figures.h"
#include "server/workshop/capability.h"
#include "storage/committer.h"
#include "storage/store.h"

namespace atelier::room {

class Shard final : public RoomDoor, private RoomHost {
public:
    struct Surroundings {
        storage::Store& store;
        storage::Committer& commits;
        async::JobQueue& pool;
        const BoardDirectory& directory;
        const workshop::ServerKey& key;
        const Clock& clock;
        Random& random;  // of this thread; not to be guessed
        PurgeBounds purging = {};
        const AccessRecords* access = nullptr;  // of the catalogue, when the shard is made; null: none
    };

    Shard(async::Executor executor, Surroundings around);

    // What members on this thread's boards are made with.
    MemberSession::Surroundings member_surroundings() {
        return {around_.directory, around_.key, around_.clock, *this, guesses_, figures_, access_};
    }
    // Any thread.
    const ShardFigures& figures() const noexcept { return figures_; }

    Access& access() noexcept { return access_; }
    // Takes the link back here: nobody comes in by it any more, and who did is sent away.
    void revoke(std::uint64_t link);
    // The same of one person, on all boards of this thread that it is meant for (Access::expel).
    void expel(const Seat& whom);
    // The board has tables that it had not: whoever is there is told at the next tick.
    void tell_tables(const BoardId& board);
    // Empty where the board is not loaded.
    std::vector<PersonHere> people(const BoardId& board) const;
    // A facilitator lets the room's screen show the way in. False where nobody is on the board.
    bool shows_entrance(const BoardId& board) const;

    // Hands over the board's room, once it is loaded: for what comes without a session. The error that members would be told.
    // At once or later, on this thread, exactly once; the room is good during the call only.
    void with_room(const BoardId& board, std::function<void(Result<Room*>)> act);

    // Lets go of the board's room, so that its history can be written anew: members are told to come back, and whoever comes
    // waits until release(). `held` is called once nothing of the board is on its way to the store any more: at once or later,
    // on this thread, exactly once. Unavailable while it is held for somebody else or the server stops; then there is nothing
    // to release.
    void hold(const BoardId& board, std::function<void(Result<void>)> held);
    // REQUIRES: hold() succeeded.
    void release(const BoardId& board);

    void enter(MemberSession& member) override;
    void leave(MemberSession& member) override;

    // Once a second.
    void on_tick();
    // Nobody comes in any more; rooms tell their members and end (rule W22).
    void stop();
    // After stop(): until every room has committed and saved what it holds. The caller sets the deadline.
    async::Task<void> drain();

private:
    struct Entry {
        std::unique_ptr<Room> room;                               // null while loading, and in quarantine
        std::vector<MemberSession*> waiting;                      // for the room to load
        std::vector<std::function<void(Result<Room*>)>> callers;  // the same, without a session
        std::map<std::uint64_t, MemberSession*> asking;           // for what the log has of them, by ticket
        std::optional<ErrorCode> quarantine;
        std::function<void(Result<void>)> holder;    // waits for the room to be at rest
        bool is_held = false;                        // from hold() to release()
        std::vector<std::unique_ptr<Room>> retired;  // that members have still to leave
        unsigned idle_ticks = 0;                     // seconds without a member
    };

    // What comes back from other threads.
    struct CommitDone {
        BoardId board;
        Result<void> result;
        async::SteadyClock::time_point asked;
        async::SteadyClock::time_point done;
    };
    struct Loaded {
        BoardId board;
        std::shared_ptr<Result<LoadedBoard>> result;
    };
    struct OwnFound {
        BoardId board;
        std::uint64_t ticket = 0;
        std::shared_ptr<OwnOps> own;
        Result<void> result;
    };
    struct SnapshotDone {
        BoardId board;
    };
    using Event = std::variant<CommitDone, Loaded, OwnFound, SnapshotDone>;

    Result<void> commit(storage::Append append) override;
    void save_snapshot(const BoardId& board, storage::Snapshot snapshot, OpSeq previous) override;

    void start_loading(const BoardId& board);
    // Into the room; what the history has of the member's actor is read from the log first, when it lies that far back.
    void bring_in(Entry& entry, MemberSession& member);
    void on_own_found(const OwnFound& found);
    void on_events(std::vector<Event> events);
    void on_loaded(const Loaded& loaded);
    void on_commits_done(const BoardId& board, const std::vector<CommitDone>& done);
    // Of those whose history is to be written anew: the room that is at rest goes.
    void let_go(Entry& entry);
    Room* find_room(const BoardId& board);
    void send_away(Entry& entry, const std::function<bool(const MemberSession&)>& is_meant, ErrorCode why);
    // True when the room may be let go: saved, and nothing under way.
    static bool is_settled(Room& room);

    const Surroundings around_;
    Guesses guesses_;
    Access access_;
    ShardFigures figures_;
    std::unordered_map<BoardId, Entry> entries_;
    async::Signal settled_;
    bool is_stopping_ = false;
    std::uint64_t tickets_ = 0;
    async::Inbox<Event> inbox_;  // last: what it delivers to is above
};

}  // namespace atelier::room
