// A TCP connection to a server on loopback that says what it likes, and once it is there never waits: the hostile peer of a
// test.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/ids.h"

namespace atelier::test {

// The request that asks for a WebSocket on this board.
Bytes upgrade_request(const BoardId& board);
// A client's WebSocket frame; `first` is its first byte. Masked with zero, which changes nothing.
Bytes client_frame(unsigned first, BytesView payload);

// Thread: one.
class RawSocket {
public:
    // Connects. `receive_bytes`: how much the kernel keeps for who does not read; 0 = as much as it likes.
    // is_open() is false when nobody takes the connection.
    explicit RawSocket(std::uint16_t port, int receive_bytes = 0);
    // Connects, asks for a WebSocket on this board, and waits for the answer.
    RawSocket(std::uint16_t port, const BoardId& board, int receive_bytes = 0);
    RawSocket(RawSocket&& other) noexcept;
    RawSocket& operator=(RawSocket&&) = delete;
    RawSocket(const RawSocket&) = delete;
    ~RawSocket();

    // As much of this as the kernel takes now. How much that was.
    std::size_t send_some(BytesView bytes);
    // Queues all of it, and sends what the kernel takes now; push() sends on.
    void send(BytesView bytes);
    void push();
    bool has_sent_all() const noexcept { return queue_.empty(); }
    // Reads what has arrived.
    void read();
    // The same, and forgets it.
    void discard();
    const Bytes& arrived() const noexcept { return arrived_; }
    // The peer has closed its side, or the connection is gone; as of the last read() or send.
    bool is_open() const noexcept { return is_open_; }
    // Payloads of whole server messages among what has arrived, the answer to the upgrade passed over.
    std::vector<Bytes> messages() const;
    // Of a Close frame among what has arrived.
    std::optional<std::uint16_t> close_code() const;

private:
    struct Frame {
        unsigned opcode = 0;
        Bytes payload;
    };
    std::vector<Frame> frames() const;

    int socket_ = -1;
    bool is_open_ = false;
    Bytes arrived_;
    Bytes queue_;
};

}  // namespace atelier::test
