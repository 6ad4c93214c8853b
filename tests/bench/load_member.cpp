// SPDX-License-Identifier: MIT
#include "tests/bench/load_member.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "tests/bench/measure.h"
#include "tests/support/gunzip.h"

namespace atelier::testing {
namespace {

constexpr unsigned kBinary = 2;
constexpr unsigned kClose = 8;
constexpr unsigned kPing = 9;
constexpr unsigned kPong = 10;

// First bytes of a server frame: its kind (wire.proto).
constexpr char kWelcome = '\x42';
constexpr char kGzip = '\x1f';
constexpr char kCommitted = '\x4a';
constexpr char kRefused = '\x52';
constexpr char kNotice = '\x5a';

std::size_t byte_at(BytesView bytes, std::size_t place) {
    return static_cast<unsigned char>(bytes[place]);
}

std::size_t big_endian(BytesView bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        value = value << 8U | byte_at(bytes, i);
    }
    return value;
}

}  // namespace

LoadMember::LoadMember(Owner& owner, LoadBoard& board, std::uint16_t port) : owner_(owner), board_(board) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(socket_ >= 0, "no socket: is the limit of open files too low?");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "cannot connect");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    send_all("GET /api/v1/boards/" + board.id.text() +
             "/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
}

LoadMember::~LoadMember() {
    ::close(socket_);
}

void LoadMember::on_readable() {
    static std::array<char, 256 * 1024> buffer;
    const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    require(count > 0, "the server has closed a connection");
    const BytesView arrived(buffer.data(), static_cast<std::size_t>(count));
    if (rest_.empty()) {
        return take(arrived);
    }
    const Bytes all = std::exchange(rest_, {}).append(arrived);
    take(all);
}

void LoadMember::take(BytesView bytes) {
    if (!is_upgraded_) {
        const std::size_t end = bytes.find("\r\n\r\n");
        if (end == BytesView::npos) {
            rest_ = Bytes(bytes);
            return;
        }
        require(bytes.substr(0, 12) == "HTTP/1.1 101", "the upgrade was refused");
        is_upgraded_ = true;
        bytes.remove_prefix(end + 4);
        send_hello();
    }
    std::size_t taken = 0;
    do {
        taken = take_message(bytes);
        bytes.remove_prefix(taken);
    } while (taken > 0);
    rest_ = Bytes(bytes);
}

std::size_t LoadMember::take_message(BytesView bytes) {
    if (bytes.size() < 2) {
        return 0;
    }
    std::size_t header = 2;
    std::size_t length = byte_at(bytes, 1);
    if (length >= 126) {
        header += length == 126 ? 2 : 8;
        if (bytes.size() < header) {
            return 0;
        }
        length = big_endian(bytes.substr(2, header - 2));
    }
    if (bytes.size() < header + length) {
        return 0;
    }
    on_message(byte_at(bytes, 0) & 0x0fU, bytes.substr(header, length), header + length);
    return header + length;
}

void LoadMember::on_message(unsigned opcode, BytesView payload, std::size_t wire_bytes) {
    require(opcode != kClose, "the server has closed a connection");
    if (opcode == kPing) {
        return send_message(kPong, payload);
    }
    if (opcode != kBinary || payload.empty()) {
        return;
    }
    switch (payload.front()) {
        case kWelcome: return on_welcome(payload, payload.size());
        case kGzip: return on_welcome(testing::gunzip(payload).value_or(""), payload.size());
        case kCommitted: return owner_.on_committed(*this, payload, wire_bytes);
        case kRefused: return require(false, "an op or a member was refused");
        case kNotice: return require(false, "a member was sent away");
        default: return;  // presence
    }
}

void LoadMember::on_welcome(BytesView frame, std::size_t sent_bytes) {
    v1::Frame parsed;
    require(parsed.ParseFromArray(frame.data(), static_cast<int>(frame.size())) && parsed.has_welcome(),
            "a Welcome that does not parse");
    actor_ = ActorId{parsed.welcome().actor()};
    next_counter_ = parsed.welcome().next_counter();
    board_.author_of[actor_.value] = this;
    board_.members.push_back(this);
    owner_.on_welcome(*this, sent_bytes);
}

void LoadMember::send_hello() {
    v1::Frame frame;
    v1::Hello& hello = *frame.mutable_hello();
    hello.set_version(limits::kProtocolVersion);
    hello.set_version_min(limits::kProtocolVersionMin);
    hello.set_token(board_.token);
    hello.set_gzip(true);
    hello.set_board(std::string(reinterpret_cast<const char*>(board_.id.bytes.data()), board_.id.bytes.size()));
    send_message(kBinary, frame.SerializeAsString());
}

void LoadMember::submit(board::OpBody body, std::uint64_t lamport, double due) {
    board::Op op;
    op.id = {actor_, next_counter_};
    op.lamport = lamport;
    op.span = board::span_of(body);
    op.body = std::move(body);
    if (std::holds_alternative<board::AddItem>(op.body)) {
        card = op.id;
    }
    next_counter_ += op.span;
    due_.resize(next_counter_, due);
    v1::Frame frame;
    frame.mutable_submit()->set_batch(Bytes(board::without_table(board::encode_batch({&op, 1}))));
    send_message(kBinary, frame.SerializeAsString());
}

// Masked with zero, which changes nothing: the masks protect proxies, and there is none.
void LoadMember::send_message(unsigned opcode, BytesView payload) {
    require(payload.size() < 65536, "a message of the load generator is too long");
    Bytes message(1, static_cast<char>(0x80U | opcode));
    if (payload.size() < 126) {
        message.push_back(static_cast<char>(0x80U | payload.size()));
    } else {
        message.push_back('\xfe');
        message.push_back(static_cast<char>(payload.size() >> 8U));
        message.push_back(static_cast<char>(payload.size() & 0xffU));
    }
    message.append(4, '\0').append(payload);
    send_all(message);
}

void LoadMember::send_all(BytesView bytes) {
    require(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()),
            "the server takes nothing more");
}

}  // namespace atelier::testing
