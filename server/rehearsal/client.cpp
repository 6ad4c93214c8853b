// SPDX-License-Identifier: MIT
#include "server/rehearsal/client.h"

#include <algorithm>
#include <utility>

namespace atelier::rehearsal {
namespace {

client::JoinOptions options_of(const Target& target, const std::string& token) {
    client::JoinOptions options;
    options.board = target.board;
    options.token = token;
    return options;
}

}  // namespace

Client::Client(boost::asio::io_context& context, Target target, const std::string& token, std::uint64_t seed,
               BackOff back_off)
    : context_(context),
      target_(std::move(target)),
      random_(seed),
      session_(options_of(target_, token), random_),
      back_off_(back_off),
      wait_(back_off.first),
      retry_(context) {}

void Client::connect() {
    wants_connection_ = true;
    is_waiting_ = false;
    is_asked_back_ = false;
    Dial::Events events;
    events.on_open = [this] {
        ++connections_;
        why_refused_.clear();
        session_.on_connected();
        pump();
    };
    events.on_frame = [this](BytesView frame) { on_frame(frame); };
    events.on_closed = [this](std::optional<std::uint16_t> code) { on_closed(code); };
    events.on_refused = [this](const std::string& why) { why_refused_ = why; };
    dial_ = std::make_unique<Dial>(context_, target_, std::move(events));
}

void Client::disconnect() {
    wants_connection_ = false;
    is_waiting_ = false;
    retry_.cancel();
    dial_.reset();
    session_.on_disconnected();
}

void Client::pump() {
    if (auto save = session_.take_save()) {
        disk_ = save->bytes;
        session_.on_saved(save->version);
    }
    while (auto frame = session_.next_frame()) {
        if (dial_) {
            dial_->send(*std::move(frame));
        }
    }
}

void Client::on_frame(BytesView frame) {
    if (is_waiting_) {
        return;
    }
    const bool is_good = session_.on_frame(frame).has_value();
    if (!is_good || session_.wants_reconnect()) {
        is_asked_back_ = is_good;
        session_.on_disconnected();
        reconnect_soon();
    } else {
        if (is_live()) {
            wait_ = back_off_.first;
        }
        pump();
    }
    if (on_change) {
        on_change();
    }
}

void Client::on_closed(std::optional<std::uint16_t> code) {
    close_code_ = code;
    session_.on_disconnected();
    reconnect_soon();
    if (on_change) {
        on_change();
    }
}

// The dial is replaced later: this may run inside one of its callbacks. Until then it goes on, so that the server's close
// code is heard.
void Client::reconnect_soon() {
    if (!wants_connection_ || is_waiting_ || session_.link() == client::Link::Refused) {
        return;
    }
    is_waiting_ = true;
    retry_.expires_after(wait_ + std::chrono::milliseconds(random_.below(static_cast<std::size_t>(wait_.count()))));
    wait_ = std::min(2 * wait_, back_off_.most);
    retry_.async_wait([this](const boost::system::error_code& error) {
        if (!error && wants_connection_) {
            connect();
        }
    });
}

}  // namespace atelier::rehearsal
