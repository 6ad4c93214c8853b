// SPDX-License-Identifier: MIT
#include "server/http/websocket_session.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <optional>
#include <utility>

#include "server/async/log.h"
#include "server/async/signal.h"
#include "server/async/task_group.h"
#include "server/base/limits.h"
#include "server/http/responses.h"
#include "server/room/member_session.h"

namespace atelier::http {
namespace {

namespace websocket = beast::websocket;

constexpr std::size_t kKeptBufferBytes = 4096;  // of the read buffer between messages: most are far smaller

class WebSocketSession final : public OpenConnection {
public:
    WebSocketSession(Worker& here, Stream stream, const BoardId& board)
        : here_(here),
          ws_(std::move(stream)),
          changed_(here.executor()),
          ended_(here.executor()),
          tasks_(here.executor(), "websocket"),
          member_(board, here.shard().member_surroundings(), [this] { changed_.notify(); }) {
        here_.add(*this);
    }
    ~WebSocketSession() override { here_.remove(*this); }

    // Rooms dismiss their own members; this is for who is not in a room yet.
    void on_stop() override {
        if (!member_.is_joined()) {
            member_.dismiss(room::Notice::ShuttingDown, room::CloseCode::Restart);
        }
    }
    void cut() override { beast::get_lowest_layer(ws_).close(); }

    async::Task<void> run(Request upgrade);

private:
    void set_options();
    async::Task<void> read_frames();
    // One message into buffer_; false when the connection has ended or the message was refused.
    async::Task<bool> read_message();
    async::Task<void> write_frames();
    // False when the connection has ended.
    async::Task<bool> write_waiting();
    async::Task<void> close(room::CloseCode code);
    async::Task<void> watch();
    void end();

    Worker& here_;
    websocket::stream<Stream, false> ws_;  // no deflate: frames are small, and contexts cost memory
    beast::flat_buffer buffer_;
    async::Signal changed_;  // for the writer: something to send, or closing
    async::Signal ended_;    // for the watch
    bool has_ended_ = false;
    std::optional<async::SteadyClock::time_point> writing_since_;
    async::TaskGroup tasks_;
    room::MemberSession member_;  // last: it leaves its room first
};

void WebSocketSession::set_options() {
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = limits::kHelloTimeout;
    timeout.idle_timeout = limits::kIdleTimeout;
    timeout.keep_alive_pings = true;
    ws_.set_option(timeout);
    ws_.set_option(
        websocket::stream_base::decorator([](websocket::response_type& response) { set_security_headers(response); }));
    ws_.binary(true);
    ws_.auto_fragment(false);
    ws_.read_message_max(0);  // read_message() keeps the bound itself, to be able to say why (rule W3)
    boost::system::error_code ignored;
    beast::get_lowest_layer(ws_).socket().set_option(Tcp::no_delay(true), ignored);
}

async::Task<void> WebSocketSession::run(Request upgrade) {
    set_options();
    const auto [error] = co_await ws_.async_accept(upgrade, async::use_task_tuple);
    if (error) {
        co_return;
    }
    tasks_.spawn("reader", read_frames());
    tasks_.spawn("writer", write_frames());
    tasks_.spawn("watch", watch());
    co_await tasks_.join();
}

void WebSocketSession::end() {
    has_ended_ = true;
    changed_.notify();
    ended_.notify();
}

async::Task<void> WebSocketSession::read_frames() {
    bool is_open = true;
    while (is_open && !member_.closing()) {
        is_open = co_await read_message();
        if (is_open) {
            member_.on_frame(BytesView(static_cast<const char*>(buffer_.data().data()), buffer_.size()));
            buffer_.clear();
            if (buffer_.capacity() > kKeptBufferBytes) {
                buffer_.shrink_to_fit();
            }
        }
    }
    // When the member is closing, the writer sends the last frame and closes; otherwise the peer has gone.
    if (!member_.closing()) {
        end();
    }
}

async::Task<bool> WebSocketSession::read_message() {
    bool is_done = false;
    while (!is_done) {
        const std::size_t room_left = limits::kClientFrameBytesMax + 1 - buffer_.size();
        const auto [error, bytes] = co_await ws_.async_read_some(buffer_, room_left, async::use_task_tuple);
        if (error) {
            co_return false;
        }
        if (buffer_.size() > limits::kClientFrameBytesMax) {
            member_.on_frame_too_large();
            co_return false;
        }
        is_done = ws_.is_message_done();
    }
    if (!ws_.got_binary()) {
        member_.refuse(ErrorCode::Malformed);
        co_return false;
    }
    co_return true;
}

async::Task<void> WebSocketSession::write_frames() {
    bool is_open = true;
    while (is_open && !has_ended_) {
        is_open = co_await write_waiting();
        if (!is_open) {
            break;
        }
        if (const auto code = member_.closing()) {
            co_await close(*code);
            break;
        }
        co_await changed_.wait();
    }
    cut();
    end();
}

async::Task<bool> WebSocketSession::write_waiting() {
    while (member_.has_frame()) {
        const room::SharedFrame frame = member_.next_frame();
        writing_since_ = async::steady_now();
        const auto [error, bytes] = co_await ws_.async_write(net::buffer(*frame), async::use_task_tuple);
        writing_since_.reset();
        if (error) {
            co_return false;
        }
    }
    co_return true;
}

async::Task<void> WebSocketSession::close(room::CloseCode code) {
    const websocket::close_reason reason(static_cast<websocket::close_code>(code));
    writing_since_ = async::steady_now();
    co_await ws_.async_close(reason, async::use_task_tuple);
    writing_since_.reset();
}

// The deadlines that are not Beast's: a Hello in time (rule W5), and a peer that takes what it is sent.
async::Task<void> WebSocketSession::watch() {
    while (!has_ended_) {
        co_await ended_.wait_for(limits::kHelloTimeout);
        if (has_ended_) {
            break;
        }
        member_.on_hello_timeout();
        if (writing_since_ && async::steady_now() - *writing_since_ > limits::kWriteTimeout) {
            log::debug("reader_too_slow", {{"board", member_.board().text()}});
            cut();
        }
    }
}

}  // namespace

async::Task<void> serve_websocket(Worker& here, Stream stream, Request upgrade, BoardId board) {
    WebSocketSession session(here, std::move(stream), board);
    co_await session.run(std::move(upgrade));
}

}  // namespace atelier::http
