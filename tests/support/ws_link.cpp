// SPDX-License-Identifier: MIT
#include "tests/support/ws_link.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <utility>

namespace atelier::test {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Error = boost::system::error_code;

}  // namespace

struct WsLink::Connection : std::enable_shared_from_this<Connection> {
    Connection(net::io_context& context, Address where, Events what)
        : address(std::move(where)),
          events(std::move(what)),
          ws(context) {
        ws.binary(true);
        ws.read_message_max(0);
    }

    void start() {
        const net::ip::tcp::endpoint endpoint(net::ip::address_v4::loopback(), address.port);
        ws.next_layer().async_connect(endpoint,
                                      [self = shared_from_this()](Error error) { self->on_connected(error); });
    }

    void on_connected(Error error) {
        if (error) {
            return end();
        }
        Error ignored;
        ws.next_layer().socket().set_option(net::ip::tcp::no_delay(true), ignored);
        ws.set_option(websocket::stream_base::decorator([origin = address.origin](websocket::request_type& request) {
            if (!origin.empty()) {
                request.set(beast::http::field::origin, origin);
            }
        }));
        ws.async_handshake("127.0.0.1:" + std::to_string(address.port),
                           "/api/v1/boards/" + address.board.text() + "/ws",
                           [self = shared_from_this()](Error failed) { self->on_handshake(failed); });
    }

    void on_handshake(Error error) {
        if (error) {
            return end();
        }
        is_open = true;
        if (events.on_open) {
            events.on_open();
        }
        read();
        write();
    }

    void read() {
        if (!is_reading_allowed) {
            return;
        }
        ws.async_read(buffer, [self = shared_from_this()](Error error, std::size_t) { self->on_read(error); });
    }

    void on_read(Error error) {
        if (error) {
            return end();
        }
        const Bytes message(static_cast<const char*>(buffer.data().data()), buffer.size());
        buffer.clear();
        if (events.on_frame) {
            events.on_frame(message);
        }
        read();
    }

    void write() {
        if (!is_open || is_writing || queue.empty()) {
            return;
        }
        is_writing = true;
        ws.binary(queue.front().second);
        ws.async_write(net::buffer(queue.front().first), [self = shared_from_this()](Error error, std::size_t) {
            self->is_writing = false;
            if (error) {
                return;  // the reader hears why
            }
            self->queue.pop_front();
            self->write();
        });
    }

    void end() {
        is_open = false;
        beast::get_lowest_layer(ws).close();
        const websocket::close_reason& reason = ws.reason();
        const std::optional<std::uint16_t> code =
            reason.code == websocket::close_code::none ? std::nullopt : std::optional<std::uint16_t>(reason.code);
        if (const auto on_closed = std::exchange(events, {}).on_closed) {
            on_closed(code);
        }
    }

    Address address;
    Events events;
    websocket::stream<beast::tcp_stream> ws;
    beast::flat_buffer buffer;
    std::deque<std::pair<Bytes, bool>> queue;  // the front one is being written
    bool is_open = false;
    bool is_writing = false;
    bool is_reading_allowed = true;
};

WsLink::WsLink(net::io_context& context, const Address& address, Events events)
    : connection_(std::make_shared<Connection>(context, address, std::move(events))) {
    connection_->start();
}

WsLink::~WsLink() {
    connection_->events = {};
    cut();
}

void WsLink::send(Bytes message, bool is_binary) {
    connection_->queue.emplace_back(std::move(message), is_binary);
    connection_->write();
}

void WsLink::cut() {
    beast::get_lowest_layer(connection_->ws).close();
}

void WsLink::stop_reading() {
    connection_->is_reading_allowed = false;
}

}  // namespace atelier::test
