// SPDX-License-Identifier: MIT
#include "tests/support/raw_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "server/base/check.h"

namespace atelier::test {
namespace {

constexpr unsigned kBinary = 2;
constexpr unsigned kClose = 8;

std::size_t big_endian(BytesView bytes) {
    std::size_t value = 0;
    for (const char byte : bytes) {
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
}

}  // namespace

Bytes upgrade_request(const BoardId& board) {
    return "GET /api/v1/boards/" + board.text() +
           "/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

Bytes client_frame(unsigned first, BytesView payload) {
    ATELIER_CHECK(payload.size() < 65'536);
    Bytes bytes(1, static_cast<char>(first));
    if (payload.size() < 126) {
        bytes.push_back(static_cast<char>(0x80U | payload.size()));
    } else {
        bytes += {'\xfe', static_cast<char>(payload.size() >> 8U), static_cast<char>(payload.size() & 0xffU)};
    }
    return bytes.append(4, '\0').append(payload);
}

RawSocket::RawSocket(std::uint16_t port, int receive_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    ATELIER_CHECK(socket_ >= 0);
    if (receive_bytes > 0) {
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawSocket::RawSocket(std::uint16_t port, const BoardId& board, int receive_bytes) : RawSocket(port, receive_bytes) {
    send(upgrade_request(board));
    pollfd readable{socket_, POLLIN, 0};
    constexpr int kPatienceMs = 60'000;
    while (is_open_ && arrived_.find("\r\n\r\n") == Bytes::npos && ::poll(&readable, 1, kPatienceMs) == 1) {
        read();
    }
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      is_open_(other.is_open_),
      arrived_(std::move(other.arrived_)),
      queue_(std::move(other.queue_)) {}

RawSocket::~RawSocket() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

std::size_t RawSocket::send_some(BytesView bytes) {
    if (!is_open_) {
        return 0;
    }
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    is_open_ = sent >= 0 || errno == EAGAIN || errno == EINTR;
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void RawSocket::send(BytesView bytes) {
    queue_.append(bytes);
    push();
}

void RawSocket::push() {
    queue_.erase(0, send_some(queue_));
}

void RawSocket::read() {
    std::array<char, 64UL * 1024> buffer{};
    ssize_t count = 1;
    while (count > 0) {
        count = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count > 0) {
            arrived_.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }
    is_open_ = is_open_ && count < 0 && (errno == EAGAIN || errno == EINTR);
}

void RawSocket::discard() {
    read();
    arrived_.clear();
}

std::vector<RawSocket::Frame> RawSocket::frames() const {
    std::vector<Frame> frames;
    BytesView rest = arrived_;
    const std::size_t head = rest.find("\r\n\r\n");
    rest.remove_prefix(rest.starts_with("HTTP/1.1 101 ") && head != BytesView::npos ? head + 4 : rest.size());
    while (rest.size() >= 2) {
        const std::size_t length = static_cast<unsigned char>(rest[1]) & 0x7fU;
        const std::size_t extended = length < 126 ? 0 : length == 126 ? 2 : 8;
        if (rest.size() < 2 + extended) {
            break;
        }
        const std::size_t size = extended == 0 ? length : big_endian(rest.substr(2, extended));
        if (rest.size() < 2 + extended + size) {
            break;
        }
        frames.push_back({static_cast<unsigned char>(rest[0]) & 0x0fU, Bytes(rest.substr(2 + extended, size))});
        rest.remove_prefix(2 + extended + size);
    }
    return frames;
}

std::vector<Bytes> RawSocket::messages() const {
    std::vector<Bytes> messages;
    for (Frame& frame : frames()) {
        if (frame.opcode == kBinary) {
            messages.push_back(std::move(frame.payload));
        }
    }
    return messages;
}

std::optional<std::uint16_t> RawSocket::close_code() const {
    for (const Frame& frame : frames()) {
        if (frame.opcode == kClose && frame.payload.size() >= 2) {
            return static_cast<std::uint16_t>(big_endian(BytesView(frame.payload).substr(0, 2)));
        }
    }
    return std::nullopt;
}

}  // namespace atelier::test
