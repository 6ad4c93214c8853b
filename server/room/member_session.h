// One person (or screen) on one board, as the board sees it: handshake, rights, frames in, frames out. It knows no
// socket: a WebSocket session and a long-poll session both move its frames (rules W1, W2).
//
// Owner and lifetime: its transport owns it; the room and the door keep plain pointers until the destructor, or end(),
// takes them back. Thread: the one of its board's shard. Bound: OutboundQueue.
// Errors: what a client does wrong becomes a Refused frame and, when the connection ends by it, closing().
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/clock.h"
#include "server/base/ids.h"
#include "server/room/access.h"
#include "server/room/board_directory.h"
#include "server/room/frames.h"
#include "server/room/guesses.h"
#include "server/room/handshake.h"
#include "server/room/outbound_queue.h"
#include "server/room/sentences.h"
#include "server/room/shard_figures.h"
#include "server/workshop/capability.h"
#include "server/workshop/rules.h"

namespace atelier::room {

class MemberSession;
class Room;

// Where members find their room. Loading a board takes a while, so enter() answers later: by Room::join() or by
// MemberSession::refuse().
class RoomDoor {
public:
    RoomDoor() = default;
    RoomDoor(const RoomDoor&) = delete;
    RoomDoor& operator=(const RoomDoor&) = delete;
    virtual ~RoomDoor() = default;

    // REQUIRES: the member was admitted. Once per member.
    virtual void enter(MemberSession& member) = 0;
    // Forgets the member, wherever it is. Does nothing for one that is not there.
    virtual void leave(MemberSession& member) = 0;
};

class MemberSession {
public:
    // All outlive the session.
    struct Surroundings {
        const BoardDirectory& directory;
        const workshop::ServerKey& key;
        const Clock& clock;
        RoomDoor& door;
        Guesses& guesses;
        ShardFigures& figures;
        Access& access;
    };

    // `wake` tells the transport that there is a frame to send or that the session is closing. It may take frames at once
    // (next_frame), and must not destroy the session or call anything else that changes it: a room may be in the middle of
    // telling all its members.
    MemberSession(const BoardId& board, Surroundings around, std::function<void()> wake);
    MemberSession(const MemberSession&) = delete;
    MemberSession& operator=(const MemberSession&) = delete;
    ~MemberSession();

    // --- for the transport ---
    // One client frame. Ignored once closing.
    void on_frame(BytesView bytes);
    // The client sent a frame over kClientFrameBytesMax, which the transport did not even keep (rule W3).
    void on_frame_too_large() { refuse(ErrorCode::TooLarge); }
    // Ops, and other frames as one each, that were taken from the client since this was last asked: what a pace is kept of.
    std::size_t take_count() noexcept { return std::exchange(taken_, 0); }
    // kHelloTimeout has passed: ends the session when no Hello has come (rule W5).
    void on_hello_timeout();
    bool has_frame() const noexcept { return !queue_.empty(); }
    // REQUIRES: has_frame().
    SharedFrame next_frame() { return queue_.pop(); }
    bool is_joined() const noexcept { return room_ != nullptr; }
    // Set when the transport must close with this code, after what still waits.
    std::optional<CloseCode> closing() const noexcept { return closing_; }

    // --- for the door and the room ---
    const BoardId& board() const noexcept { return board_; }
    // REQUIRES: a Hello was admitted.
    const Admission& admission() const noexcept { return *admission_; }
    const workshop::Person& person() const noexcept { return person_; }
    // The room took the member in; what the client sent meanwhile is handled now.
    void on_joined(Room& room, const workshop::Person& person);
    // Queues a frame of the handshake: it does not count against the bound.
    void send_welcome(SharedFrame frame);
    // Queues a frame; when it does not fit, the member is told to come back and resume (rule W21).
    void send(SharedFrame frame);
    // Refuses one op; after kRefusalsPerConnectionMax of them the connection ends (rule W16).
    void refuse_op(std::uint32_t counter, ErrorCode code);
    // Refuses the connection: last frame and close code.
    void refuse(ErrorCode code) { refuse(code, close_code(code)); }
    void refuse(ErrorCode code, CloseCode close);
    // Ends the connection with a notice.
    void dismiss(Notice notice, CloseCode close);
    const std::string& name() const noexcept { return name_; }
    const std::string& organisation() const noexcept { return organisation_; }
    // Items that wait in its outbox, and the roll call that it answered (rule W33), as it told last.
    std::uint32_t waiting() const noexcept { return waiting_; }
    std::uint32_t here() const noexcept { return here_; }

private:
    void handle(const v1::Frame& frame);
    void on_hello(const v1::Hello& hello);
    void on_submit(const v1::Submit& submit);
    void on_presence(const v1::Presence& presence);
    void end(CloseCode close);
    void leave();

    const BoardId board_;
    const Surroundings around_;
    const std::function<void()> wake_;
    std::optional<Admission> admission_;
    workshop::Person person_;
    std::string name_;
    std::string organisation_;
    std::uint32_t waiting_ = 0;
    std::uint32_t here_ = 0;
    Room* room_ = nullptr;      // set while joined
    std::vector<Bytes> early_;  // frames that came while the room was being loaded
    std::size_t early_bytes_ = 0;
    OutboundQueue queue_;
    std::size_t refusals_ = 0;
    std::size_t taken_ = 0;
    std::optional<CloseCode> closing_;
    bool is_held_back_ = false;  // its token was one guess too many: it is told at the end of its time for a Hello
};

}  // namespace atelier::room
