// Inside ClientSession: what it knows, how frames change it, how gestures become ops. Private to server/client.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/client/client_session.h"

namespace atelier::client {

struct ClientSession::State {
    State(JoinOptions join_options, Random& source)
        : options(std::move(join_options)),
          label(options.organisation),
          random(source) {}

    JoinOptions options;
    std::string label;  // of what is added
    Random& random;

    board::Board board;
    Outbox outbox;
    std::uint32_t own_end = 0;  // ids of ours before it were made, or are behind it on the server: never made again
    bool knows_board = false;   // a Welcome has come in this life; before, what is written is unsigned
    Kept kept;
    std::vector<CommitEntry> offers;  // of `kept`, what the last Welcome lacked
    std::size_t offered = 0;          // of them, sent on this connection
    std::vector<board::Op> ahead;     // their ops, merged here before the server has committed them anew; by id
    std::uint32_t given_end = 0;      // ids of ours before it may come once more: we have given them back
    Undo undo;
    Identity identity;
    std::uint64_t history = 0;
    OpSeq position;
    std::uint64_t mark = 0;  // of the history up to `position`
    bool veiled = false;     // ops of others were withheld from `board` (rule W32)
    std::array<std::uint32_t, 6> silhouettes{};
    Link link = Link::Offline;
    std::uint8_t role = 0;
    std::uint8_t last_role = 0;  // also before the first Welcome of this life: as an earlier one had it
    BoardCard board_card;
    std::size_t connected = 0;
    std::int64_t server_time_ms = 0;

    bool hello_due = false;
    bool anew = false;         // our ids cannot be used any more: ask for another actor
    bool from_nothing = true;  // our Hello said that we have nothing: what comes replaces what is here
    bool reconnect = false;
    std::uint32_t save_version = 0;
    bool save_due = false;
    Changes changes;

    // --- frames from the server ---
    Result<void> on_welcome(const WelcomeFrame& welcome);
    // With the hash that the server has at our position, when nothing of ours is on top of it (rule W20).
    Result<void> compare(std::uint64_t state_hash);
    // First id of ours that we have not seen in the history.
    std::uint32_t unacknowledged() const;
    // Compares an op that the history has of our actor with what waits here (rule W26).
    enum class Met : std::uint8_t {
        Ours,  // arrived, or refused as we knew
        Changed,  // refused and the word of it was lost: its draft is kept; or put elsewhere (rule M11): read the board again
        Other,  // another life of this client signed it
    };
    Met meet(const board::Op& op);
    // `welcome` wants ids of ours that were acknowledged: it is an older day's. True when we give them back and go on.
    bool give_back_ours(const WelcomeFrame& welcome);
    // What the board that came has not, and we have, is offered, and merged here at once.
    Result<void> offer_what_was_lost();
    // False when `op` is not the one that was merged here under its ids: the board here has to be read again.
    bool confirms(const board::Op& op);
    // False when the board or the actor must change before we go on: the host reconnects.
    Result<bool> take_identity(const WelcomeFrame& welcome);
    // Takes the op out of the outbox, if it waits there, and keeps its draft in the refusal that the person is told.
    void refuse(const board::Id& op, Refusal refusal);
    void sign_anew(const Identity& given, std::uint32_t next_counter);
    // What was written in this life before its first Welcome becomes ops of ours, behind all others.
    Result<void> sign_unsigned();
    // Ops that were stamped anew, at the end of the outbox.
    void push_stamped(std::vector<board::Op> ops);
    void ask_again();
    Error forget_position(Error why);
    // `live`: they are behind the Welcome, so that what is ours among them was not compared yet.
    Result<void> merge_commits(const std::vector<CommitEntry>& commits, bool live);
    Result<void> merge_outbox();
    void on_refused(const RefusedFrame& refused);

    // --- gestures ---
    bool may_write() const noexcept;
    // Whether a gesture of so many ops finds room: all of them or none.
    Result<void> may_change(std::size_t ops = 1) const;
    std::uint32_t next_counter() const;
    board::Op make(board::OpBody body) const;
    // Applies an op of ours. It must pass what the server will ask.
    Result<void> merge_local(const board::Op& op);
    Result<board::Id> commit(board::OpBody body);
    Result<void> commit_void(board::OpBody body);
    Result<void> insert(board::Id item, std::size_t at, std::string_view text);
    Result<void> erase(board::Id item, std::size_t at, std::size_t units);
    Result<board::Id> derive(const board::Derivation& derivation, const std::vector<std::string>& texts);
    // As rank_before(), but gives the column new ranks first when the gap is used up.
    Result<std::string> rank(board::CardKind kind, board::Id card, board::Id before);
    std::string whom(const std::vector<board::Id>& sources) const;
    Result<Undone> replay(Undo::Way way);
    Result<const board::Item*> need(board::Id item, board::ItemKind kind) const;
};

// The item whose mark an op moves; null = none.
board::Id subject_of(const board::Op& op);

}  // namespace atelier::client
