// SPDX-License-Identifier: MIT
#include "server/http/websocket_session.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "server/async/log.h"
#include "server/async/task_group.h"
#include "server/base/limits.h"
#include "server/base/pace.h"
#include "server/http/responses.h"
#include "server/http/websocket_reader.h"
#include "server/http/websocket_sender.h"
#include "server/room/member_session.h"

namespace atelier::http {
namespace {

namespace websocket = beast::websocket;

room::SharedFrame share(Bytes bytes) {
    return std::make_shared<const Bytes>(std::move(bytes));
}

// Reads in one coroutine. Writes from wherever something is to be sent; a second coroutine is there only while the socket is
// full. The deadlines are looked at once a second (on_tick), so that an idle connection has no timer.
class WebSocketSession final : public OpenConnection {
public:
    WebSocketSession(Worker& here, Socket socket, const BoardId& board)
        : here_(here),
          socket_(std::move(socket)),
          sender_(socket_),
          pace_(here.services().pace),
          tasks_(here.executor(), "websocket"),
          member_(board, here.shard().member_surroundings(), [this] { send_waiting(); }) {
        here_.add(*this);
    }
    ~WebSocketSession() override { here_.remove(*this); }

    // Rooms dismiss their own members; this is for who is not in a room yet.
    void on_stop() override {
        if (!member_.is_joined()) {
            member_.dismiss(room::Notice::ShuttingDown, room::CloseCode::Restart);
        }
    }
    void on_tick() override;
    void cut() override {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

    async::Task<void> run();

private:
    async::Task<void> read_until_end();
    async::Task<void> rest();
    async::Task<void> rest_a_little();
    bool is_in_order() const { return pace_.wait(heard_) == Pace::Duration::zero(); }
    // False when nothing that comes matters any more.
    bool on_event(WebSocketEvent event);
    void on_message(const WebSocketEvent& message);
    // What the member has to say, then Close when it is closing: as much as the socket takes now.
    void send_waiting();
    void send_close(std::optional<std::uint16_t> code);
    void flush();
    async::Task<void> send_when_possible();

    Worker& here_;
    Socket socket_;
    WebSocketSender sender_;
    WebSocketReader reader_{limits::kClientFrameBytesMax};
    Pace pace_;
    const async::SteadyClock::time_point since_ = async::steady_now();
    async::SteadyClock::time_point heard_ = since_;
    std::optional<async::SteadyClock::time_point> pinged_;  // since it was heard last
    std::optional<async::SteadyClock::time_point> full_;    // since when the socket takes nothing
    std::optional<async::SteadyClock::time_point> closed_;  // when our Close was queued: nothing may follow it
    std::optional<room::SharedFrame> pong_;
    bool is_writing_ = false;  // send_when_possible() runs
    bool is_over_ = false;     // read_until_end() has ended
    async::TaskGroup tasks_;
    room::MemberSession member_;  // last: it leaves its room first
};

async::Task<void> WebSocketSession::run() {
    co_await read_until_end();
    is_over_ = true;
    cut();
    co_await tasks_.join();
}

async::Task<void> WebSocketSession::read_until_end() {
    bool is_open = true;
    while (is_open) {
        // First waits, then reads into the thread's own memory: a connection that says nothing has no buffer.
        const auto [failed] = co_await socket_.async_wait(Socket::wait_read, async::use_task_tuple);
        if (failed) {
            break;
        }
        boost::system::error_code error;
        const std::size_t bytes = socket_.read_some(net::buffer(here_.scratch()), error);
        if (error == net::error::would_block) {
            continue;
        }
        if (error) {
            break;
        }
        heard_ = async::steady_now();
        pinged_.reset();
        reader_.feed(BytesView(here_.scratch().data(), bytes));
        bool is_more = true;
        while (is_more && is_open) {
            auto event = reader_.next();
            is_more = event.has_value();
            is_open = !event || on_event(*std::move(event));
            pace_.spend(member_.take_count() + reader_.take_extra_count(), heard_);
            if (!is_in_order() && !closed_) {
                co_await rest();
            }
        }
        if (is_open && closed_ && bytes == here_.scratch().size()) {
            co_await rest_a_little();
        }
    }
}

// Who was told to go and sends on is read slowly: its Close may still come, and the others have a claim to the thread.
async::Task<void> WebSocketSession::rest_a_little() {
    async::Timer timer(here_.executor());
    timer.expires_after(limits::kRestFromClosed);
    co_await timer.async_wait(async::use_task_tuple);
}

// Takes nothing from who goes on faster than people do, until it is in order again: what comes meanwhile waits in the
// kernel, then at the peer. A connection that is to go is read on, for its Close.
async::Task<void> WebSocketSession::rest() {
    async::Timer timer(here_.executor());
    heard_ = async::steady_now();
    for (auto left = pace_.wait(heard_); left > left.zero() && socket_.is_open() && !closed_;
         left = pace_.wait(heard_)) {
        timer.expires_after(std::min<Pace::Duration>(left, limits::kRestStep));
        co_await timer.async_wait(async::use_task_tuple);
        heard_ = async::steady_now();
    }
}

bool WebSocketSession::on_event(WebSocketEvent event) {
    switch (event.kind) {
        case WebSocketEvent::Kind::Message: on_message(event); break;
        case WebSocketEvent::Kind::TooLarge: member_.on_frame_too_large(); break;
        case WebSocketEvent::Kind::Ping:
            if (closed_) {
                break;
            }
            pong_ = share(std::move(event.payload));  // one at most waits: a later ping is answered for this one too
            send_waiting();
            break;
        case WebSocketEvent::Kind::Pong: break;
        case WebSocketEvent::Kind::Close: send_close(event.code); return false;
        case WebSocketEvent::Kind::Fault: {
            send_close(event.code);
            boost::system::error_code ignored;
            socket_.shutdown(Tcp::socket::shutdown_send, ignored);
            member_.refuse(ErrorCode::Malformed);  // leaves the room; nothing is sent behind Close
            break;  // until the peer has read it and goes: an end with bytes unread would take the Close back
        }
    }
    return true;
}

void WebSocketSession::on_message(const WebSocketEvent& message) {
    if (message.is_binary) {
        member_.on_frame(message.payload);
    } else {
        member_.refuse(ErrorCode::Malformed);
    }
}

void WebSocketSession::send_waiting() {
    bool is_moving = !full_;
    while (is_moving) {
        if (pong_ && !closed_) {
            sender_.push(Opcode::Pong, *std::exchange(pong_, {}));
        }
        while (member_.has_frame() && !closed_ && sender_.wants_more()) {
            sender_.push(Opcode::Binary, member_.next_frame());
        }
        if (member_.closing() && !member_.has_frame()) {
            send_close(static_cast<std::uint16_t>(*member_.closing()));
        }
        flush();
        is_moving = sender_.empty() && member_.has_frame() && !closed_;
    }
}

void WebSocketSession::send_close(std::optional<std::uint16_t> code) {
    if (closed_) {
        return;
    }
    closed_ = async::steady_now();
    Bytes payload;
    if (code) {
        payload.push_back(static_cast<char>(*code >> 8U));
        payload.push_back(static_cast<char>(*code & 0xffU));
    }
    sender_.push(Opcode::Close, share(std::move(payload)));
    flush();
}

void WebSocketSession::flush() {
    if (full_) {
        return;  // the writer goes on when the socket does
    }
    const WebSocketSender::State state = sender_.flush();
    if (state == WebSocketSender::State::Broken) {
        cut();
    } else if (state == WebSocketSender::State::Blocked) {
        full_ = async::steady_now();
        if (!is_writing_ && !is_over_) {
            is_writing_ = tasks_.spawn("writer", send_when_possible());
        }
    }
}

async::Task<void> WebSocketSession::send_when_possible() {
    while (full_) {
        const auto [error] = co_await socket_.async_wait(Socket::wait_write, async::use_task_tuple);
        if (error) {
            break;
        }
        const auto since = std::exchange(full_, std::nullopt);
        const std::uint64_t before = sender_.sent_bytes();
        send_waiting();
        if (full_ && sender_.sent_bytes() == before) {
            full_ = since;
        }
    }
    is_writing_ = false;
}

// A Hello in time (rule W5), a peer that is there, that takes what it is sent, and that answers our Close.
void WebSocketSession::on_tick() {
    const auto now = async::steady_now();
    if (now - since_ > limits::kHelloTimeout) {
        member_.on_hello_timeout();
    }
    if (full_ && now - *full_ > limits::kWriteTimeout) {
        ++here_.services().readers_cut;
        log::debug("reader_too_slow", {{"board", member_.board().text()}});
        cut();
    } else if (now - heard_ > limits::kIdleTimeout ||
               (closed_ && sender_.empty() && now - *closed_ > limits::kHelloTimeout)) {
        cut();
    } else if (now - heard_ > limits::kIdleTimeout / 2 && !pinged_ && !closed_ && !full_) {
        pinged_ = now;
        sender_.push(Opcode::Ping, share({}));
        flush();
    }
}

// Beast checks the request and answers it; from then on the socket is ours, and nothing is kept of the upgrade.
async::Task<std::optional<Socket>> accept(Stream stream, Request upgrade) {
    websocket::stream<Stream&, false> handshake(stream);
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = limits::kHelloTimeout;
    timeout.idle_timeout = websocket::stream_base::none();
    handshake.set_option(timeout);
    handshake.set_option(
        websocket::stream_base::decorator([](websocket::response_type& response) { set_security_headers(response); }));
    const auto [error] = co_await handshake.async_accept(upgrade, async::use_task_tuple);
    if (error) {
        co_return std::nullopt;
    }
    Socket socket = stream.release_socket();
    boost::system::error_code ignored;
    socket.set_option(Tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    co_return std::move(socket);
}

}  // namespace

async::Task<void> serve_websocket(Worker& here, Stream stream, Request upgrade, BoardId board) {
    std::optional<Socket> socket = co_await accept(std::move(stream), std::move(upgrade));
    if (!socket) {
        co_return;
    }
    const auto session = std::make_unique<WebSocketSession>(here, *std::move(socket), board);
    co_await session->run();
}

}  // namespace atelier::http
