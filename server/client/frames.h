// Frames as the client reads and writes them: wire.proto with protozero, small enough for the browser.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"

namespace atelier::client {

// Who this device is on one board, as given by Welcome.
struct Identity {
    ActorId actor;  // 0 = not yet given
    Bytes key;
    VoterId voter;
    friend bool operator==(const Identity&, const Identity&) = default;
};

struct BoardCard {
    std::string title;
    std::string atelier_title;
    std::string programme_title;
    std::vector<std::string> organisations;
};

struct HelloFrame {
    BoardId board;
    std::string token;
    std::string language;
    std::string name;
    std::string organisation;
    Identity identity;
    std::uint64_t history = 0;
    OpSeq position;
    std::uint64_t mark = 0;            // of the history up to there
    std::uint32_t unacknowledged = 0;  // first id of ours that we have not seen acknowledged; 0 = no actor
    bool anew = false;                 // give us another actor
    bool gzip = false;                 // frames may come in gzip
    bool veiled = false;               // ops were withheld from the state at `position`
};

struct CommitEntry {
    OpSeq first;
    std::int64_t server_time_ms = 0;
    Bytes batch;
    std::uint64_t mark = 0;
    std::uint64_t proof = 0;
    std::uint32_t spans = 0;  // not 0: so many positions, some of whose ops are withheld from us
};

struct WelcomeFrame {
    std::uint32_t version = 0;
    std::uint8_t role = 0;
    Identity identity;
    std::uint64_t history = 0;
    std::uint32_t next_counter = 0;
    std::int64_t server_time_ms = 0;
    OpSeq position;
    std::uint64_t mark = 0;
    std::vector<CommitEntry> tail;
    bool has_snapshot = false;
    Bytes snapshot;
    BoardCard board;
    std::uint64_t state_hash = 0;
    Bytes yours;          // OpBatch; empty = none
    Bytes ballots;        // the same
    bool veiled = false;  // ops are withheld from us: nothing to compare
};

struct CommittedFrame {
    std::vector<CommitEntry> commits;
};

struct RefusedFrame {
    std::uint32_t counter = 0;  // 0 = the connection
    std::uint32_t reason = 0;   // wire Reason
    std::string message;
    bool closing = false;
};

struct NoticeFrame {
    bool shutting_down = false;
    bool replaced = false;
    bool resync = false;
};

struct PresenceFrame {
    std::uint32_t connected = 0;
    OpSeq position;  // 0, or where the state has this hash
    std::uint64_t state_hash = 0;
};

// Items of others that we do not see: threads, then cards by kind.
struct SilhouettesFrame {
    std::array<std::uint32_t, 6> counts{};
};

// A kind from a newer server: to be ignored.
struct UnknownFrame {};

using ServerFrame = std::variant<UnknownFrame, WelcomeFrame, CommittedFrame, RefusedFrame, NoticeFrame, PresenceFrame,
                                 SilhouettesFrame>;

// Fails with Malformed. In wasm malformed protobuf traps.
Result<ServerFrame> decode_server_frame(BytesView bytes);

Bytes encode_hello(const HelloFrame& hello);
Bytes encode_submit(BytesView batch);
// Around one batch that is offered: tags, lengths and proof.
inline constexpr std::size_t kEnvelopeBytes = 64;
// The next commits from `at` on, as many as a frame takes; moves `at` behind them. Empty when none is left.
// REQUIRES: each fits into a frame.
Bytes encode_offer(const std::vector<CommitEntry>& commits, std::size_t& at);
Bytes encode_goodbye();

// What take_save() stores (SavedClient in wire.proto).
struct SavedClient {
    Identity identity;
    Bytes outbox;  // OpBatch
    std::uint32_t next_counter = 0;
    std::uint8_t role = 0;
};
Bytes encode_saved(const SavedClient& saved);
Result<SavedClient> decode_saved(BytesView bytes);

}  // namespace atelier::client
