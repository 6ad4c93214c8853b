// SPDX-License-Identifier: MIT
#include "tests/support/ws_client.h"

#include <chrono>
#include <utility>

namespace atelier::test {
namespace {

constexpr std::chrono::milliseconds kRetry{50};

client::JoinOptions options_of(const Address& address, const std::string& token) {
    client::JoinOptions options;
    options.board = address.board;
    options.token = token;
    return options;
}

}  // namespace

WsClient::WsClient(boost::asio::io_context& context, const Address& address, const std::string& token,
                   std::uint64_t seed)
    : context_(context),
      address_(address),
      random_(seed),
      session_(options_of(address, token), random_),
      retry_(context) {}

void WsClient::connect() {
    wants_connection_ = true;
    WsLink::Events events;
    events.on_open = [this] {
        ++connections_;
        session_.on_connected();
        pump();
    };
    events.on_frame = [this](BytesView frame) { on_frame(frame); };
    events.on_closed = [this](std::optional<std::uint16_t> code) { on_closed(code); };
    link_ = std::make_unique<WsLink>(context_, address_, std::move(events));
}

void WsClient::disconnect() {
    wants_connection_ = false;
    retry_.cancel();
    link_.reset();
    session_.on_disconnected();
}

void WsClient::pump() {
    if (auto save = session_.take_save()) {
        disk_ = save->bytes;
        session_.on_saved(save->version);
    }
    while (auto frame = session_.next_frame()) {
        if (link_) {
            link_->send(*std::move(frame));
        }
    }
}

void WsClient::on_frame(BytesView frame) {
    const bool is_good = session_.on_frame(frame).has_value();
    if (!is_good || session_.wants_reconnect()) {
        session_.on_disconnected();
        reconnect_soon();
    } else {
        pump();
    }
    if (on_change) {
        on_change();
    }
}

void WsClient::on_closed(std::optional<std::uint16_t> code) {
    close_code_ = code;
    session_.on_disconnected();
    reconnect_soon();
    if (on_change) {
        on_change();
    }
}

// The link is replaced later: this may run inside one of its callbacks. Until then it goes on, so that the server's close
// code is heard.
void WsClient::reconnect_soon() {
    if (!wants_connection_ || session_.link() == client::Link::Refused) {
        return;
    }
    retry_.expires_after(kRetry);
    retry_.async_wait([this](const boost::system::error_code& error) {
        if (!error && wants_connection_) {
            connect();
        }
    });
}

bool run_until(boost::asio::io_context& context, const std::function<bool()>& done, int seconds) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    while (!done()) {
        if (std::chrono::steady_clock::now() > until) {
            return false;
        }
        context.restart();
        context.run_one_for(std::chrono::milliseconds(20));
    }
    return true;
}

bool run_until_settled(boost::asio::io_context& context, const std::vector<WsClient*>& clients) {
    return run_until(context, [&] {
        bool is_settled = true;
        for (WsClient* client : clients) {
            client->pump();
            is_settled = is_settled && client->is_live() && client->session().pending_ops() == 0;
        }
        return is_settled;
    });
}

}  // namespace atelier::test
