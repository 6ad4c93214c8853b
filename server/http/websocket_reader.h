// The server's half of RFC 6455 section 5, inwards: bytes of a client to messages and control frames. Pure.
//
// A value for one connection; not thread-safe. Nothing is kept between messages, so that an idle connection costs nothing.
// Bounds: one message of `message_bytes_max` and what one feed() brings. Errors: events; after Fault nothing more comes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "server/base/bytes.h"

namespace atelier::http {

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// RFC 6455 section 7.4.1; those of the application are room::CloseCode.
inline constexpr std::uint16_t kProtocolError = 1002;
inline constexpr std::uint16_t kBadPayload = 1007;

struct WebSocketEvent {
    enum class Kind : std::uint8_t {
        Message,   // payload, is_binary
        TooLarge,  // a message beyond the bound; what follows of messages is passed over, control frames are not
        Ping,      // payload
        Pong,
        Close,  // code, when the peer gave one
        Fault,  // code: what to close with
    };
    explicit WebSocketEvent(Kind what) : kind(what) {}

    Kind kind;
    bool is_binary = false;
    std::optional<std::uint16_t> code;
    Bytes payload;
};

class WebSocketReader {
public:
    explicit WebSocketReader(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}

    void feed(BytesView bytes) { arrived_.append(bytes); }
    // The next of what has arrived whole, until nullopt. A text message is not looked into: nobody here takes one.
    std::optional<WebSocketEvent> next();
    // Frames since this was last asked that a client can send as it likes without ever sending a message: pings, pongs, and
    // fragments but the last. What a pace is kept of, beside the messages.
    std::size_t take_extra_count() noexcept { return std::exchange(extra_, 0); }

private:
    struct Header {
        bool is_final = false;
        Opcode opcode = Opcode::Continuation;
        std::uint64_t length = 0;
        BytesView mask;
        std::size_t bytes = 0;  // of the header itself
    };

    BytesView rest() const noexcept { return BytesView(arrived_).substr(taken_); }
    // nullopt when it is not all there, or is wrong: then is_dead_.
    std::optional<Header> read_header();
    bool is_in_order(const Header& header) const noexcept;
    std::optional<WebSocketEvent> take_control(const Header& header);
    std::optional<WebSocketEvent> take_data(const Header& header);
    WebSocketEvent take_close(Bytes payload);
    WebSocketEvent fail(std::uint16_t code);
    // Appends the payload behind `header`, unmasked, and moves on. REQUIRES: it is all there.
    void take_payload(const Header& header, Bytes& out);
    void forget_taken();

    std::size_t message_bytes_max_;
    Bytes arrived_;
    std::size_t taken_ = 0;  // of arrived_
    Bytes message_;          // fragments so far
    std::optional<Opcode> fragmented_;
    std::uint64_t skip_left_ = 0;
    std::size_t extra_ = 0;
    bool is_passing_over_ = false;
    bool is_dead_ = false;
};

}  // namespace atelier::http
