// One card that is written in all day, through a real room: intake, purges when the room finds it is time, snapshots, and
// what it keeps of its history. There is no disk, each commit is kept at once, and the one member reads what it is sent.
// Prints JSON lines: memory.room_1m_edits_bytes and memory.room_10m_edits_bytes, the most that was in use at a tick.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "server/base/random.h"
#include "server/board/codec.h"
#include "server/room/load.h"
#include "server/room/room.h"
#include "tests/bench/allocations.h"
#include "tests/bench/measure.h"

namespace atelier::testing {
namespace {

constexpr std::size_t kEditsASecond = 1024;  // far more than one person types: a day in a minute
constexpr std::size_t kEditsABatch = 64;

class SteppedClock final : public Clock {
public:
    std::int64_t wall_ms() const override { return now_ms; }
    std::int64_t now_ms = 1'700'000'000'000;
};

class OneBoard final : public room::BoardDirectory {
public:
    Result<room::BoardListing> find(const BoardId& board) const override {
        room::BoardListing listing;
        listing.board = board;
        listing.atelier = "eau";
        listing.history = 1;
        return listing;
    }
};

// One room and its one member.
class Desk final : public room::RoomHost, public room::RoomDoor {
public:
    Desk()
        : room_(BoardId{}, room::LoadedBoard{}, {*this, clock_, random_, key_}),
          member_(BoardId{}, {directory_, key_, clock_, *this, guesses_, figures_, access_}, [] {}) {
        workshop::Capability capability;
        capability.role = workshop::Role::Participant;
        capability.atelier = "eau";
        capability.expires_ms = clock_.now_ms + 1000;
        v1::Frame frame;
        v1::Hello& hello = *frame.mutable_hello();
        hello.set_version(1);
        hello.set_version_min(1);
        hello.set_board(std::string(BoardId{}.view()));
        hello.set_token(workshop::sign_capability(capability, key_));
        member_.on_frame(frame.SerializeAsString());
        require(member_.is_joined(), "the member did not come in");
        read();
        board::AddItem card;
        card.kind = board::ItemKind::Card;
        card.card_kind = board::CardKind::Need;
        card.placement.order = "a0V";
        card.text = "e";
        submit({make(std::move(card))});
    }

    // --- RoomHost ---
    Result<void> commit(storage::Append append) override {
        static_cast<void>(append);
        ++handed_over_;
        return {};
    }
    void save_snapshot(const BoardId& board, storage::Snapshot snapshot, OpSeq /*previous*/) override {
        static_cast<void>(board);
        static_cast<void>(snapshot);
        is_snapshot_due_ = true;
    }
    // --- RoomDoor ---
    void enter(room::MemberSession& member) override { room_.join(member, room_.own_ops(member.admission()).value()); }
    void leave(room::MemberSession& member) override { room_.leave(member); }

    void edit(std::size_t edits) {
        for (std::size_t done = 0; done < edits; done += kEditsABatch) {
            // Places are those before the batch: what one edit of it does to another is not looked at.
            std::vector<board::Op> ops;
            for (std::size_t i = 0; i < kEditsABatch; ++i) {
                ops.push_back(make(next_edit()));
            }
            submit(ops);
        }
    }
    // A second passes.
    void tick() {
        clock_.now_ms += 1000;
        room_.on_tick();
        settle();
    }
    const board::Item& card() const { return room_.board().items()[0]; }

private:
    board::OpBody next_edit() {
        const std::size_t size = card().text.size_utf16();
        if (size < 500 || (size < 1500 && random_.below(2) == 0)) {
            const board::Board::Neighbours place = room_.board().neighbours(card().id, random_.below(size + 1));
            return board::InsertText{card().id, place.left, place.right, std::string(1 + random_.below(8), 'e')};
        }
        return board::DeleteText{card().id,
                                 room_.board().characters(card().id, random_.below(size), 1 + random_.below(8))};
    }
    board::Op make(board::OpBody body) {
        board::Op op;
        op.id = {member_.person().actor, next_counter_};
        op.span = board::span_of(body);
        op.lamport = room_.board().lamport() + ++made_since_;
        op.body = std::move(body);
        next_counter_ += op.span;
        return op;
    }
    void submit(const std::vector<board::Op>& ops) {
        v1::Frame frame;
        frame.mutable_submit()->set_batch(board::encode_batch(ops));
        member_.on_frame(frame.SerializeAsString());
        made_since_ = 0;
        settle();
        require(room_.board().next_counter(member_.person().actor) == next_counter_, "an edit was not taken");
    }
    void settle() {
        while (handed_over_ > 0 || is_snapshot_due_) {
            room_.on_committed(std::exchange(handed_over_, 0));
            if (std::exchange(is_snapshot_due_, false)) {
                room_.on_snapshot_done();
            }
        }
        read();
    }
    void read() {
        while (member_.has_frame()) {
            static_cast<void>(member_.next_frame());
        }
        require(!member_.closing(), "the member was sent away");
    }

    SteppedClock clock_;
    SeededRandom random_{4};
    workshop::ServerKey key_ = workshop::make_server_key();
    OneBoard directory_;
    std::size_t handed_over_ = 0;
    bool is_snapshot_due_ = false;
    std::uint32_t next_counter_ = 1;
    std::uint64_t made_since_ = 0;
    room::Guesses guesses_;
    room::ShardFigures figures_;
    room::Access access_;
    room::Room room_;
    room::MemberSession member_;
};

void measure(const char* name, std::size_t edits) {
    const std::size_t before = allocations().live_bytes;
    std::size_t most_bytes = 0;
    const auto desk = std::make_unique<Desk>();
    for (std::size_t done = 0; done < edits; done += kEditsASecond) {
        desk->edit(kEditsASecond);
        most_bytes = std::max(most_bytes, allocations().live_bytes - before);
        desk->tick();
    }
    require(desk->card().purged, "nothing was purged");
    report(name, static_cast<double>(most_bytes), "bytes");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    atelier::testing::measure("memory.room_1m_edits_bytes", 1'000'000);
    atelier::testing::measure("memory.room_10m_edits_bytes", 10'000'000);
}
