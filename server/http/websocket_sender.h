// The server's half of RFC 6455 section 5, outwards: frames behind one another to a socket that may take them or not.
//
// What the socket takes is sent at once, by the caller; what it does not take waits, and goes out with what has come since in
// one gather write. Server frames are not masked, so a frame's bytes are shared by all who get it.
//
// Owned by its session, which outlives no socket. Thread: the socket's. Bound: a source is asked for more only when less
// than kWaitingBytesMax wait here.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/base/bytes.h"
#include "server/http/beast.h"
#include "server/http/websocket_reader.h"
#include "server/room/frames.h"

namespace atelier::http {

class WebSocketSender {
public:
    enum class State : std::uint8_t {
        Idle,     // everything is with the kernel
        Blocked,  // the socket takes no more for now
        Broken,   // the connection is gone
    };
    static constexpr std::size_t kWaitingBytesMax = 64UL * 1024;

    explicit WebSocketSender(Socket& socket) : socket_(socket) {}

    void push(Opcode opcode, room::SharedFrame payload);
    bool wants_more() const noexcept { return waiting_bytes_ < kWaitingBytesMax; }
    bool empty() const noexcept { return waiting_.empty(); }
    // As much as the socket takes, without waiting.
    State flush();
    // Bytes the socket has taken in all: whether a blocked peer takes anything.
    std::uint64_t sent_bytes() const noexcept { return sent_bytes_; }

private:
    struct Waiting {
        Waiting(Opcode opcode, room::SharedFrame what);
        std::size_t bytes() const noexcept { return header_bytes + payload->size(); }

        std::array<char, 10> header{};
        std::uint8_t header_bytes = 2;
        room::SharedFrame payload;
    };

    // One write; false when the socket takes nothing.
    bool send_some();
    // What the socket took, or -1 with errno.
    ssize_t send_copy(const Waiting& only) const;
    ssize_t send_gathered() const;
    void drop_sent(std::size_t bytes);

    Socket& socket_;
    std::vector<Waiting> waiting_;
    std::size_t front_sent_ = 0;  // bytes of the first one
    std::size_t waiting_bytes_ = 0;
    std::uint64_t sent_bytes_ = 0;
    bool is_broken_ = false;
};

}  // namespace atelier::http
