// SPDX-License-Identifier: MIT
#include "tests/unit/room/room_fixture.h"

#include "tests/support/catch.h"

namespace atelier::room {

TestWorld::TestWorld(std::uint64_t seed) : random(seed), key(workshop::make_server_key()) {
    restart();
}

TestWorld::~TestWorld() = default;

Result<void> TestWorld::commit(storage::Append append) {
    if (is_queue_full) {
        return Error(ErrorCode::TooMany, "full");
    }
    queue.push_back(std::move(append));
    return {};
}

void TestWorld::save_snapshot(const BoardId& board, storage::Snapshot snapshot, OpSeq /*previous*/) {
    // Invariant 3 of Room: nothing that is not on disk.
    const auto head = store.verify_board(board);
    REQUIRE(head);
    REQUIRE(snapshot.position <= head->position);
    REQUIRE(store.put_snapshot(board, snapshot));
    snapshots.push_back(std::move(snapshot));
    room->on_snapshot_done();
}

void TestWorld::sync() {
    const std::vector<storage::Append> batch(queue.begin(), queue.end());
    queue.clear();
    if (!batch.empty()) {
        REQUIRE(store.append(batch));
        room->on_committed(batch.size());
    }
}

void TestWorld::restart() {
    queue.clear();
    Result<LoadedBoard> loaded = load_board(store, test_board());
    REQUIRE(loaded);
    room = std::make_unique<Room>(test_board(), *std::move(loaded),
                                  Room::Surroundings{*this, clock, random, key, purging});
}

std::string TestWorld::token(workshop::Role role, std::int64_t valid_ms) const {
    workshop::Capability capability;
    capability.role = role;
    capability.atelier = "eau";
    capability.expires_ms = clock.now_ms + valid_ms;
    return workshop::sign_capability(capability, key);
}

v1::Hello TestMember::hello(workshop::Role role) const {
    v1::Hello hello;
    hello.set_version(1);
    hello.set_version_min(1);
    hello.set_token(world.token(role));
    hello.set_board(std::string(test_board().view()));
    hello.set_language("fr");
    return hello;
}

void TestMember::say(const v1::Hello& hello) {
    v1::Frame frame;
    *frame.mutable_hello() = hello;
    send(frame);
}

void TestMember::leave() {
    v1::Frame frame;
    frame.mutable_goodbye();
    send(frame);
}

v1::Welcome TestMember::join(const v1::Hello& hello) {
    say(hello);
    const auto frame = next();
    REQUIRE(frame);
    REQUIRE(frame->has_welcome());
    actor = ActorId{frame->welcome().actor()};
    voter = VoterId{frame->welcome().voter()};
    next_counter = frame->welcome().next_counter();
    return frame->welcome();
}

std::optional<v1::Frame> TestMember::next() {
    if (!session.has_frame()) {
        return std::nullopt;
    }
    v1::Frame frame;
    REQUIRE(frame.ParseFromString(*session.next_frame()));
    return frame;
}

std::vector<v1::Frame> TestMember::all() {
    std::vector<v1::Frame> frames;
    while (auto frame = next()) {
        frames.push_back(*std::move(frame));
    }
    return frames;
}

v1::Refused TestMember::refused() {
    const std::vector<v1::Frame> frames = all();
    REQUIRE(frames.size() == 1);
    REQUIRE(frames[0].has_refused());
    return frames[0].refused();
}

void TestMember::submit_bytes(const Bytes& batch) {
    v1::Frame frame;
    frame.mutable_submit()->set_batch(batch);
    send(frame);
}

board::Op TestMember::make(board::OpBody body) {
    board::Op op;
    op.id = {actor, next_counter};
    op.span = board::span_of(body);
    op.lamport = world.room->board().lamport() + next_counter;
    op.body = std::move(body);
    next_counter += op.span;
    return op;
}

board::Op TestMember::make_card(const std::string& text) {
    board::AddItem card;
    card.kind = board::ItemKind::Card;
    card.card_kind = board::CardKind::Need;
    card.placement.order = "a0V";
    card.text = text;
    return make(std::move(card));
}

}  // namespace atelier::room
