// What this device has done and the server has not acknowledged: ops in order, each knowing how far it got.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "server/base/bytes.h"
#include "server/board/op.h"

namespace atelier::client {

// How safe a card's latest change of ours is.
enum class Mark : std::uint8_t {
    Device,  // only here, in the outbox
    Sent,    // on its way; not acknowledged
    Kept,    // on the server's disk
};

// Signs what is written before a life of the client knows the board: only the first Welcome says which ids of ours are
// free. Never on the wire: signed by the actor then (State::sign_unsigned).
inline constexpr ActorId kUnsigned{UINT64_MAX};

// A value; not thread-safe. First ops of one actor, then those of kUnsigned, counters ascending in each.
class Outbox {
public:
    struct Entry {
        board::Op op;
        board::Id item;                  // what the op is about; null = nothing to show
        std::uint32_t save_version = 0;  // the save that contains its final form; 0 = still open to more typing
        bool saved = false;              // that save is on the device's disk
        bool sent = false;               // on this connection
    };

    bool empty() const noexcept { return entries_.empty(); }
    std::size_t size() const noexcept { return entries_.size(); }
    std::size_t bytes() const noexcept { return bytes_; }
    const std::vector<Entry>& entries() const noexcept { return entries_; }
    // The oldest and the newest op of an actor; null when there is none. The newest must be the newest of all.
    const Entry* first_of(ActorId actor) const noexcept {
        return !empty() && entries_.front().op.id.actor == actor ? &entries_.front() : nullptr;
    }
    const Entry* last_of(ActorId actor) const noexcept {
        return !empty() && entries_.back().op.id.actor == actor ? &entries_.back() : nullptr;
    }

    void push(board::Op op, board::Id item);
    // Typing that goes on: lets the last op grow in place when it is still open, of the same item, and continues it.
    // Returns false when it must become an op of its own.
    bool extend_insert(board::Id item, board::Id left, board::Id right, std::string_view text,
                       std::uint32_t code_points);
    bool extend_delete(board::Id item, const std::vector<board::IdRange>& ranges);

    // Closes every open op under this save. Returns true when there was one.
    bool close(std::uint32_t save_version);
    // The save is on disk: its ops and all before may leave. Appends the items whose mark changed.
    void on_saved(std::uint32_t save_version);
    // Takes the next ops to send, in order, up to the bounds of one Submit; marks them sent.
    std::vector<board::Op> take_sendable(std::vector<board::Id>& marked);
    // The connection is gone: nothing is on its way any more.
    void unsend(std::vector<board::Id>& marked);
    // Takes out one op, if it is there.
    std::optional<Entry> remove(board::Id id);
    // Takes out all ops of an actor, in order.
    std::vector<board::Op> take(ActorId actor);

    // Farthest-behind state of the item's ops; Kept when it has none here.
    Mark mark(board::Id item) const;
    // Distinct items with something waiting.
    std::size_t item_count() const;

private:
    std::vector<Entry> entries_;
    std::size_t bytes_ = 0;  // encoded size, near enough for the bound
};

}  // namespace atelier::client
