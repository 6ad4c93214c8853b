// A room on a MemoryStore, with members without sockets and a disk that syncs when the test says so.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "server/base/clock.h"
#include "server/base/random.h"
#include "server/board/codec.h"
#include "server/room/load.h"
#include "server/room/member_session.h"
#include "server/room/room.h"
#include "storage/memory_store.h"

namespace atelier::room {

inline BoardId test_board() {
    BoardId board;
    board.bytes[0] = 7;
    return board;
}

class TestClock final : public Clock {
public:
    std::int64_t wall_ms() const override { return now_ms; }
    std::int64_t now_ms = 1'700'000'000'000;
};

class TestDirectory final : public BoardDirectory {
public:
    TestDirectory() {
        listing.board = test_board();
        listing.atelier = "eau";
        listing.history = 99;
        listing.title = "Craintes";
        listing.atelier_title = "L'eau";
    }
    Result<BoardListing> find(const BoardId& board) const override {
        if (board == listing.board) {
            return listing;
        }
        return Error(ErrorCode::NotFound, "no such board");
    }
    BoardListing listing;
};

// Everything around one room. sync() is the disk.
class TestWorld final : public RoomHost, public RoomDoor {
public:
    explicit TestWorld(std::uint64_t seed = 1);
    ~TestWorld() override;

    // --- RoomHost ---
    Result<void> commit(storage::Append append) override;
    void save_snapshot(const BoardId& board, storage::Snapshot snapshot, OpSeq previous) override;
    // --- RoomDoor ---
    void enter(MemberSession& member) override { room->join(member, room->own_ops(member.admission()).value()); }
    void leave(MemberSession& member) override { room->leave(member); }

    // Writes what was handed over, and tells the room once for all of it.
    void sync();
    // As if the process had died and come back: what was not synced is gone. REQUIRES: no member.
    void restart();
    std::string token(workshop::Role role, std::int64_t valid_ms = 1000) const;
    MemberSession::Surroundings around() { return {directory, key, clock, *this, guesses, figures, access}; }

    TestClock clock;
    SeededRandom random;
    workshop::ServerKey key;
    TestDirectory directory;
    storage::MemoryStore store;
    std::unique_ptr<Room> room;
    std::deque<storage::Append> queue;
    std::vector<storage::Snapshot> snapshots;  // all that were saved
    bool is_queue_full = false;
    PurgeBounds purging;
    Guesses guesses;
    ShardFigures figures;
    Access access;
};

// One connection, speaking raw frames.
class TestMember {
public:
    explicit TestMember(TestWorld& to) : world(to), session(test_board(), to.around(), [] {}) {}

    void send(const v1::Frame& frame) { session.on_frame(frame.SerializeAsString()); }
    v1::Hello hello(workshop::Role role = workshop::Role::Participant) const;
    // Says hello and reads the Welcome, which must come at once.
    v1::Welcome join(const v1::Hello& hello);
    v1::Welcome join(workshop::Role role = workshop::Role::Participant) { return join(hello(role)); }
    void say(const v1::Hello& hello);
    void leave();
    // The next frame; nullopt when there is none.
    std::optional<v1::Frame> next();
    // All frames that wait.
    std::vector<v1::Frame> all();
    // The one frame that waits, which must be a Refused.
    v1::Refused refused();

    void submit(const std::vector<board::Op>& ops) { submit_bytes(board::encode_batch(ops)); }
    void submit_bytes(const Bytes& batch);
    // An op of this member that follows the ones made here before.
    board::Op make(board::OpBody body);
    board::Op make_card(const std::string& text);

    TestWorld& world;
    MemberSession session;
    ActorId actor;
    VoterId voter;
    std::uint32_t next_counter = 1;
};

}  // namespace atelier::room
