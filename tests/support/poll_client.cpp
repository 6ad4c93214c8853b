// SPDX-License-Identifier: MIT
#include "tests/support/poll_client.h"

#include "server/http/long_poll_body.h"

namespace atelier::test {
namespace {

constexpr int kExchangesMax = 200;  // a presence frame a second keeps each of them short

client::JoinOptions options_of(const Address& address, const std::string& token) {
    client::JoinOptions options;
    options.board = address.board;
    options.token = token;
    return options;
}

}  // namespace

PollClient::PollClient(const Address& address, const std::string& token, std::uint64_t seed)
    : address_(address),
      random_(seed),
      session_(options_of(address, token), random_) {}

HttpAnswer PollClient::exchange_once() {
    if (id_.empty()) {
        session_.on_connected();
    }
    if (auto save = session_.take_save()) {
        session_.on_saved(save->version);
    }
    HttpRequest request;
    request.method = "POST";
    request.target = "/api/v1/boards/" + address_.board.text() + "/sync";
    if (!id_.empty()) {
        request.headers["Atelier-Session"] = id_;
    }
    while (auto frame = session_.next_frame()) {
        http::append_entry(request.body, *frame);
    }
    HttpAnswer answer = exchange(address_.port, request);
    bool is_good = answer.status == 200 && answer.headers.count("atelier-close") == 0;
    if (answer.status == 200) {
        const auto frames = http::split_entries(answer.body);
        is_good = is_good && frames.has_value();
        for (std::size_t i = 0; frames && i < frames->size(); ++i) {
            is_good = session_.on_frame((*frames)[i]).has_value() && is_good;
        }
    }
    id_ = is_good && !session_.wants_reconnect() ? answer.headers["atelier-session"] : std::string();
    if (id_.empty()) {
        session_.on_disconnected();
    }
    return answer;
}

bool PollClient::exchange_until(OpSeq position) {
    for (int i = 0; i < kExchangesMax; ++i) {
        if (session_.link() == client::Link::Live && session_.pending_ops() == 0 && session_.position() >= position) {
            return true;
        }
        exchange_once();
    }
    return false;
}

}  // namespace atelier::test
