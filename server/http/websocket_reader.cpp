// SPDX-License-Identifier: MIT
#include "server/http/websocket_reader.h"

#include <algorithm>
#include <utility>

#include "server/base/utf8.h"

namespace atelier::http {
namespace {

constexpr std::size_t kMaskBytes = 4;
constexpr std::size_t kControlBytesMax = 125;
constexpr std::size_t kKeptBytes = 256;  // of memory between messages

unsigned byte_at(BytesView bytes, std::size_t place) {
    return static_cast<unsigned char>(bytes[place]);
}

std::uint64_t big_endian(BytesView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        value = value << 8U | byte_at(bytes, i);
    }
    return value;
}

bool is_known(unsigned opcode) {
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

bool is_control(Opcode opcode) {
    return opcode >= Opcode::Close;
}

// What an endpoint may put into a Close frame: those that are registered, less those that say how none came.
bool is_close_code(std::uint64_t code) {
    const bool is_reserved = code == 1004 || code == 1005 || code == 1006;
    return (code >= 1000 && code <= 1014 && !is_reserved) || (code >= 3000 && code <= 4999);
}

}  // namespace

std::optional<WebSocketEvent> WebSocketReader::next() {
    std::optional<WebSocketEvent> event;
    bool is_moving = true;
    while (!event && is_moving && !is_dead_) {
        const auto skipped = std::min<std::uint64_t>(skip_left_, rest().size());
        taken_ += static_cast<std::size_t>(skipped);
        skip_left_ -= skipped;
        const std::size_t before = taken_;
        const std::optional<Header> header = skip_left_ == 0 ? read_header() : std::nullopt;
        if (is_dead_ || (header && !is_in_order(*header))) {
            event = fail(kProtocolError);
        } else if (header) {
            event = is_control(header->opcode) ? take_control(*header) : take_data(*header);
        }
        is_moving = taken_ != before;
    }
    if (!event || is_dead_) {
        forget_taken();  // once for all that one feed() brought: it moves what is left
    }
    return event;
}

std::optional<WebSocketReader::Header> WebSocketReader::read_header() {
    const BytesView bytes = rest();
    if (bytes.size() < 2) {
        return std::nullopt;
    }
    const unsigned first = byte_at(bytes, 0);
    const unsigned second = byte_at(bytes, 1);
    if ((first & 0x70U) != 0 || !is_known(first & 0x0fU) || (second & 0x80U) == 0) {
        is_dead_ = true;  // a reserved bit or opcode, or not masked
        return std::nullopt;
    }
    Header header;
    header.is_final = (first & 0x80U) != 0;
    header.opcode = static_cast<Opcode>(first & 0x0fU);
    header.length = second & 0x7fU;
    const std::size_t extended = header.length < 126 ? 0 : header.length == 126 ? 2 : 8;
    header.bytes = 2 + extended + kMaskBytes;
    if (bytes.size() < header.bytes) {
        return std::nullopt;
    }
    if (extended > 0) {
        header.length = big_endian(bytes.substr(2, extended));
        // The shortest form there is, and no sign bit.
        is_dead_ = header.length < (extended == 2 ? 126U : 65'536U) || header.length >> 63U != 0;
    }
    header.mask = bytes.substr(2 + extended, kMaskBytes);
    return is_dead_ ? std::nullopt : std::optional(header);
}

bool WebSocketReader::is_in_order(const Header& header) const noexcept {
    if (is_control(header.opcode)) {
        return header.is_final && header.length <= kControlBytesMax;
    }
    return (header.opcode == Opcode::Continuation) == fragmented_.has_value();
}

std::optional<WebSocketEvent> WebSocketReader::take_control(const Header& header) {
    if (rest().size() < header.bytes + header.length) {
        return std::nullopt;
    }
    Bytes payload;
    take_payload(header, payload);
    if (header.opcode == Opcode::Close) {
        return take_close(std::move(payload));
    }
    ++extra_;
    WebSocketEvent event(header.opcode == Opcode::Ping ? WebSocketEvent::Kind::Ping : WebSocketEvent::Kind::Pong);
    event.payload = std::move(payload);
    return event;
}

WebSocketEvent WebSocketReader::take_close(Bytes payload) {
    WebSocketEvent event(WebSocketEvent::Kind::Close);
    if (!payload.empty()) {
        const std::uint64_t code = payload.size() < 2 ? 0 : big_endian(BytesView(payload).substr(0, 2));
        if (!is_close_code(code)) {
            return fail(kProtocolError);
        }
        if (!utf8::measure(BytesView(payload).substr(2))) {
            return fail(kBadPayload);
        }
        event.code = static_cast<std::uint16_t>(code);
    }
    is_dead_ = true;  // nothing may follow
    return event;
}

std::optional<WebSocketEvent> WebSocketReader::take_data(const Header& header) {
    if (!is_passing_over_ && message_.size() + header.length > message_bytes_max_) {
        is_passing_over_ = true;
        message_ = {};
        return WebSocketEvent(WebSocketEvent::Kind::TooLarge);  // the frame is still there, for the next call
    }
    if (!is_passing_over_ && rest().size() < header.bytes + header.length) {
        return std::nullopt;
    }
    const Opcode opcode = fragmented_.value_or(header.opcode);
    fragmented_ = header.is_final ? std::nullopt : std::optional(opcode);
    extra_ += header.is_final ? 0 : 1;
    if (is_passing_over_) {
        taken_ += header.bytes;
        skip_left_ = header.length;
        return std::nullopt;
    }
    take_payload(header, message_);
    if (!header.is_final) {
        return std::nullopt;
    }
    WebSocketEvent event(WebSocketEvent::Kind::Message);
    event.is_binary = opcode == Opcode::Binary;
    event.payload = std::exchange(message_, {});
    return event;
}

WebSocketEvent WebSocketReader::fail(std::uint16_t code) {
    is_dead_ = true;
    WebSocketEvent event(WebSocketEvent::Kind::Fault);
    event.code = code;
    return event;
}

void WebSocketReader::take_payload(const Header& header, Bytes& out) {
    const BytesView masked = rest().substr(header.bytes, static_cast<std::size_t>(header.length));
    out.reserve(out.size() + masked.size());
    for (std::size_t i = 0; i < masked.size(); ++i) {
        out.push_back(static_cast<char>(byte_at(masked, i) ^ byte_at(header.mask, i % kMaskBytes)));
    }
    taken_ += header.bytes + masked.size();
}

void WebSocketReader::forget_taken() {
    arrived_.erase(0, is_dead_ ? arrived_.size() : std::exchange(taken_, 0));
    taken_ = 0;
    if (arrived_.empty() && arrived_.capacity() > kKeptBytes) {
        arrived_ = {};
    }
}

}  // namespace atelier::http
