// RFC 6455 as the real server speaks it, byte for byte. How the bytes are read is tested case by case in
// tests/unit/http/websocket_reader_test.cpp; here is what goes back.
// SPDX-License-Identifier: MIT
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/server_process.h"

using namespace atelier;

namespace {

// After the upgrade: sends these bytes, and returns what comes back until the server ends the connection.
Bytes talk(std::uint16_t port, const BoardId& board, const Bytes& bytes) {
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    timeval patience{};
    patience.tv_sec = 60;
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto send = [&](const Bytes& what) {
        REQUIRE(::send(client, what.data(), what.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(what.size()));
    };
    send("GET /api/v1/boards/" + board.text() +
         "/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    Bytes arrived;
    std::array<char, 4096> buffer{};
    const auto receive = [&] {
        const ssize_t count = ::recv(client, buffer.data(), buffer.size(), 0);
        arrived.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        return count > 0;
    };
    while (arrived.find("\r\n\r\n") == Bytes::npos && receive()) {
    }
    REQUIRE(arrived.starts_with("HTTP/1.1 101 "));
    CHECK(arrived.find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") != Bytes::npos);  // section 1.3
    arrived.erase(0, arrived.find("\r\n\r\n") + 4);
    send(bytes);
    while (receive()) {
    }
    ::close(client);
    return arrived;
}

// A client's frame of at most 125 bytes, masked with zero.
Bytes frame(char first, const Bytes& payload) {
    return Bytes(1, first) + static_cast<char>(0x80U | payload.size()) + Bytes(4, '\0') + payload;
}

}  // namespace

TEST_CASE("[W1] pings are answered, Close is answered with its code, and a client that breaks RFC 6455 is told how") {
    const test::Instance instance;
    const test::ServerProcess server(instance.data());
    const auto answer = [&](const Bytes& bytes) { return talk(server.port(), instance.board(), bytes); };
    const Bytes close_1002("\x88\x02\x03\xea", 4);
    const Bytes goodbye = frame('\x88', "\x03\xe8");
    CHECK(answer(goodbye) == Bytes("\x88\x02\x03\xe8", 4));
    CHECK(answer(frame('\x88', "")) == Bytes("\x88\x00", 2));
    CHECK(answer(frame('\x89', "tu es là ?") + goodbye) == "\x8a\x0btu es là ?\x88\x02\x03\xe8");
    CHECK(answer(frame('\x8a', "") + goodbye) == Bytes("\x88\x02\x03\xe8", 4));  // a pong nobody asked for
    CHECK(answer(frame('\x02', "a") + frame('\x89', "?") + goodbye) == "\x8a\x01?\x88\x02\x03\xe8");
    // Faults. The client then goes: its Close comes behind.
    CHECK(answer(Bytes("\x82\x01x", 3) + goodbye).starts_with(close_1002));        // not masked
    CHECK(answer(frame('\xc2', "a") + goodbye).starts_with(close_1002));           // a reserved bit
    CHECK(answer(frame('\x83', "a") + goodbye).starts_with(close_1002));           // a reserved opcode
    CHECK(answer(frame('\x09', "a") + goodbye).starts_with(close_1002));           // a control frame in pieces
    CHECK(answer(frame('\x80', "a") + goodbye).starts_with(close_1002));           // a continuation of nothing
    CHECK(answer(frame('\x88', "\x03") + goodbye).starts_with(close_1002));        // half a code
    CHECK(answer(frame('\x88', "\x03\xe8\xff")) == Bytes("\x88\x02\x03\xef", 4));  // a reason that is not UTF-8
}

TEST_CASE("[W16] a text message is refused in words, and then the connection is closed with 1008") {
    const test::Instance instance;
    const test::ServerProcess server(instance.data());
    const Bytes said =
        talk(server.port(), instance.board(), frame('\x81', "bonjour") + frame('\x88', Bytes("\x03\xf0", 2)));
    CHECK(said.starts_with("\x82"));
    CHECK(said.ends_with(Bytes("\x88\x02\x03\xf0", 4)));
}

TEST_CASE("[W1] ten thousand pings are as many pongs at the most, and none is cut in two") {
    const test::Instance instance;
    const test::ServerProcess server(instance.data());
    Bytes flood;
    for (int i = 0; i < 10'000; ++i) {
        flood += frame('\x89', "x");
    }
    const Bytes said = talk(server.port(), instance.board(), flood + frame('\x88', "\x03\xe8"));
    const Bytes pong("\x8a\x01x", 3);
    REQUIRE(said.size() >= pong.size() + 4);
    CHECK(said.ends_with(Bytes("\x88\x02\x03\xe8", 4)));
    CHECK(said.size() <= 10'000 * pong.size() + 4);
    bool is_whole = true;
    for (std::size_t at = 0; at + 4 < said.size(); at += pong.size()) {
        is_whole = is_whole && said.compare(at, pong.size(), pong) == 0;
    }
    CHECK(is_whole);
}
