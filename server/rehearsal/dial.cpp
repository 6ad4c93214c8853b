// SPDX-License-Identifier: MIT
#include "server/rehearsal/dial.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <deque>
#include <type_traits>
#include <utility>

namespace atelier::rehearsal {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Error = boost::system::error_code;
using Resolved = net::ip::tcp::resolver::results_type;
using Plain = beast::tcp_stream;
using Secure = net::ssl::stream<beast::tcp_stream>;

constexpr std::chrono::seconds kConnectMax{30};  // looking up, connecting, each handshake; as long as a browser waits

net::ssl::context make_trust() {
    net::ssl::context trust(net::ssl::context::tls_client);
    trust.set_default_verify_paths();
    trust.set_verify_mode(net::ssl::verify_peer);
    return trust;
}

}  // namespace

class Dial::Connection {
public:
    explicit Connection(Events what) : events(std::move(what)) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    virtual void start() = 0;
    virtual void write() = 0;
    virtual void cut() = 0;

    Events events;
    std::deque<std::pair<Bytes, bool>> queue;  // the front one is being written
    bool is_open = false;
    bool is_writing = false;
    bool is_reading_allowed = true;
};

template <class Stream>
class Dial::StreamConnection final : public Connection, public std::enable_shared_from_this<StreamConnection<Stream>> {
public:
    template <class... Arguments>
    StreamConnection(net::io_context& context, Target where, Events what, Arguments&... arguments)
        : Connection(std::move(what)),
          target_(std::move(where)),
          resolver_(context),
          ws_(context, arguments...) {
        ws_.read_message_max(0);  // the server is trusted as far as a page trusts it
    }

    void start() override {
        resolver_.async_resolve(
            target_.host, std::to_string(target_.port),
            [self = this->shared_from_this()](Error error, const Resolved& found) { self->on_resolved(error, found); });
    }

    void write() override {
        if (!is_open || is_writing || queue.empty()) {
            return;
        }
        is_writing = true;
        ws_.binary(queue.front().second);
        ws_.async_write(net::buffer(queue.front().first), [self = this->shared_from_this()](Error error, std::size_t) {
            self->is_writing = false;
            if (error) {
                return;  // the reader hears why
            }
            self->queue.pop_front();
            self->write();
        });
    }

    void cut() override {
        resolver_.cancel();
        lowest().close();
    }

private:
    Plain& lowest() { return beast::get_lowest_layer(ws_); }

    void on_resolved(Error error, const Resolved& found) {
        if (error) {
            return refuse(error);
        }
        lowest().expires_after(kConnectMax);
        lowest().async_connect(
            found, [self = this->shared_from_this()](Error failed, const auto&) { self->on_connected(failed); });
    }

    void on_connected(Error error) {
        if (error) {
            return refuse(error);
        }
        Error ignored;
        lowest().socket().set_option(net::ip::tcp::no_delay(true), ignored);
        if constexpr (std::is_same_v<Stream, Secure>) {
            // The name goes along in the clear, so that one address can serve several.
            SSL_ctrl(ws_.next_layer().native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     target_.host.data());
            ws_.next_layer().set_verify_callback(net::ssl::host_name_verification(target_.host));
            ws_.next_layer().async_handshake(
                net::ssl::stream_base::client,
                [self = this->shared_from_this()](Error failed) { self->on_secure(failed); });
        } else {
            on_secure({});
        }
    }

    void on_secure(Error error) {
        if (error) {
            return refuse(error);
        }
        ws_.set_option(websocket::stream_base::decorator([origin = target_.origin](websocket::request_type& request) {
            if (!origin.empty()) {
                request.set(beast::http::field::origin, origin);
            }
        }));
        ws_.async_handshake(answer_, target_.authority(), target_.path(),
                            [self = this->shared_from_this()](Error failed) { self->on_handshake(failed); });
    }

    void on_handshake(Error error) {
        if (error == websocket::error::upgrade_declined) {
            return refuse("HTTP " + std::to_string(answer_.result_int()));
        }
        if (error) {
            return refuse(error);
        }
        lowest().expires_never();
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
        ws_.async_read(buffer_, [self = this->shared_from_this()](Error error, std::size_t) { self->on_read(error); });
    }

    void on_read(Error error) {
        if (error) {
            return end();
        }
        const Bytes message(static_cast<const char*>(buffer_.data().data()), buffer_.size());
        buffer_.clear();
        if (events.on_frame) {
            events.on_frame(message);
        }
        read();
    }

    void refuse(Error error) { refuse(error.message()); }

    void refuse(const std::string& why) {
        if (events.on_refused) {
            events.on_refused(why);
        }
        end();
    }

    void end() {
        is_open = false;
        lowest().close();
        const websocket::close_reason& reason = ws_.reason();
        const std::optional<std::uint16_t> code =
            reason.code == websocket::close_code::none ? std::nullopt : std::optional<std::uint16_t>(reason.code);
        if (const auto on_closed = std::exchange(events, {}).on_closed) {
            on_closed(code);
        }
    }

    Target target_;
    net::ip::tcp::resolver resolver_;
    websocket::stream<Stream> ws_;
    websocket::response_type answer_;
    beast::flat_buffer buffer_;
};

Dial::Dial(net::io_context& context, const Target& target, Events events) {
    if (target.tls) {
        // Read once: the system's authorities are a few hundred certificates.
        static net::ssl::context trust = make_trust();
        connection_ = std::make_shared<StreamConnection<Secure>>(context, target, std::move(events), trust);
    } else {
        connection_ = std::make_shared<StreamConnection<Plain>>(context, target, std::move(events));
    }
    connection_->start();
}

Dial::~Dial() {
    connection_->events = {};
    cut();
}

void Dial::send(Bytes message, bool is_binary) {
    connection_->queue.emplace_back(std::move(message), is_binary);
    connection_->write();
}

void Dial::cut() {
    connection_->cut();
}

void Dial::stop_reading() {
    connection_->is_reading_allowed = false;
}

}  // namespace atelier::rehearsal
