// The client's side of the protocol, as a pure state machine over the merge core: local apply, outbox, acknowledgement
// by echo, resume, refusals. It does no I/O: a host (the browser through wasm, a test, the load generator) moves frames
// and saved bytes. Rules W… are those of proto/PROTOCOL.md.
//
// Host's loop:  connect -> on_connected(); then whenever something happened: send every next_frame(), store take_save()
// and then call on_saved(), redraw take_changes().
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/random.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "server/client/frames.h"
#include "server/client/kept.h"
#include "server/client/outbox.h"
#include "server/client/undo.h"

namespace atelier::client {

enum class Link : std::uint8_t {
    Offline,  // no connection
    Joining,  // Hello sent, no Welcome yet
    Live,
    Refused,  // the server will not have us: do not reconnect by yourself
};

// A refusal to show: the sentence, and what would otherwise be lost.
struct Refusal {
    ErrorCode reason = ErrorCode::NotAllowed;
    std::string message;
    board::Id item;     // null when it concerns the connection
    std::string draft;  // text of the refused op, if it had any
    bool closing = false;
};

struct JoinOptions {
    BoardId board;
    std::string token;
    std::string language = "fr";
    std::string name;          // optional
    std::string organisation;  // optional; goes into the cards
    bool gzip = false;         // the host unpacks frames that come in gzip before they come here (rule W30)
};

// Which vote a ballot is cast in, and whom its voter speaks for (proto/atelier/v1/board.proto, CastBallot).
struct Poll {
    std::uint32_t number = 0;
    std::uint8_t group = 0;
};

// Not thread-safe. Pure: chance comes from `random`, time from the host's calls.
class ClientSession {
public:
    // `random` outlives this.
    ClientSession(JoinOptions options, Random& random);
    ClientSession(const ClientSession&) = delete;
    ClientSession& operator=(const ClientSession&) = delete;
    ~ClientSession();

    // Takes up what an earlier life saved (take_save). Call before the first on_connected().
    // Fails with Malformed, leaving the session as it was; the host then keeps the bytes for a person to look at.
    Result<void> restore(BytesView saved);

    // --- transport ---
    void on_connected();
    void on_disconnected();
    // Fails when the server's bytes cannot be used: the host closes, calls on_disconnected() and reconnects.
    Result<void> on_frame(BytesView frame);
    // The next frame to send now, if any. Ops leave only when they are saved (on_saved).
    std::optional<Bytes> next_frame();
    // True when the host should close and reconnect (after a refusal or a gap).
    bool wants_reconnect() const noexcept;

    // --- persistence: identity and outbox ---
    struct Save {
        std::uint32_t version = 0;
        Bytes bytes;
    };
    // What to store, when it changed since the last call. Ends the current typing batch.
    std::optional<Save> take_save();
    // That version is on the device's disk: its ops may leave.
    void on_saved(std::uint32_t version);

    // --- gestures. Each applies at once and goes to the outbox. Fail with TooLarge, BadText, UnknownItem, NotAllowed
    //     (role reads only), TooMany (outbox full), NotFound (no actor yet: join once first). ---
    // What cards and threads added from here on say of their author; before, the organisation this was made with.
    void sign_as(std::string_view label);
    // `organisation`: what a card that is brought from elsewhere says instead; null: none.
    Result<board::Id> add_card(board::CardKind kind, std::string_view text, const std::string* organisation = nullptr);
    Result<board::Id> add_thread(std::string_view name);
    // Merges, splits or rewords: one new card for each text, all of them or none, in the column and at the place of the
    // first source, which is folded from then on (rule M10). Returns the first of them. A merge and a rewording have one
    // text, a split two or more. Taking it back is removing what was made.
    Result<board::Id> derive(const board::Derivation& derivation, const std::vector<std::string>& texts);
    // Replaces `units` UTF-16 units at `at` by `text`. Consecutive typing joins one op until take_save().
    Result<void> edit_text(board::Id item, std::size_t at, std::size_t units, std::string_view text);
    // Into the column of `kind` (cards), before `before` in that column; null = at its end.
    Result<void> move_card(board::Id card, board::CardKind kind, board::Id before);
    // Where it lies on the wall, in board units; its column and rank stay.
    Result<void> place_card(board::Id card, std::int32_t x, std::int32_t y);
    Result<void> set_removed(board::Id item, bool removed);
    Result<void> add_link(board::Id from, board::Id to, board::Verb verb);
    // Removes every tag of that arrow we have seen. Nothing to remove is no error.
    Result<void> remove_link(board::Id from, board::Id to, board::Verb verb);
    Result<void> join_thread(board::Id thread, board::Id card);
    Result<void> leave_thread(board::Id thread, board::Id card);
    // What the poll's form takes (workshop/votes.h): in poll 0 +1, 0, -1. nullopt withdraws.
    Result<void> vote(board::Id slot, std::optional<std::int32_t> value, Poll poll = {});

    // How the room plays (rule M13): only facilitators may. Not among what undo takes back.
    Result<void> set(board::SettingName name, board::Setting value);

    // --- undo of one's own gestures (undo.h), those of this life of the session, also acknowledged ones ---
    // Time of the gestures that follow: monotonic, from any start. Never called: all are one group.
    void set_time(std::chrono::milliseconds now);
    // What was taken back; Nothing when there was nothing, or others had made it pointless. Fails as gestures do.
    Result<Undone> undo();
    Result<Undone> redo();
    bool can_undo() const noexcept;
    bool can_redo() const noexcept;

    // --- reading ---
    const board::Board& board() const noexcept;
    Link link() const noexcept;
    std::uint8_t role() const noexcept;  // wire Role; 0 before the first Welcome
    ActorId actor() const noexcept;
    VoterId voter() const noexcept;
    OpSeq position() const noexcept;
    // Ops in the outbox, and cards and threads they touch.
    std::size_t pending_ops() const noexcept;
    std::size_t pending_items() const noexcept;
    Mark mark(board::Id item) const;
    // What waits, op by op.
    const Outbox& outbox() const noexcept;
    std::size_t connected() const noexcept;  // people on the board, as last told
    const BoardCard& board_card() const noexcept;
    // Items of others that are hidden from us now: threads, then cards by kind.
    const std::array<std::uint32_t, 6>& silhouettes() const noexcept;
    // The server's clock when it spoke last, in milliseconds; 0 before.
    std::int64_t server_time_ms() const noexcept;

    // What to redraw since the last call: items whose content, mark, links, threads or votes changed.
    struct Changes {
        bool everything = false;  // a snapshot came in: read all again
        bool status = false;      // link, role, pending, connected, board card, server time
        bool settings = false;    // of the board itself
        std::vector<board::Id> items;
        std::vector<Refusal> refusals;
    };
    Changes take_changes();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace atelier::client
