// SPDX-License-Identifier: MIT
#include "tests/integration/honest_pair.h"

#include <chrono>
#include <iterator>
#include <utility>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "tests/support/catch.h"

namespace atelier::test {
namespace {

std::vector<std::string> command_line(std::vector<std::string> more) {
    std::vector<std::string> line = {"--threads",        "1",  "--metrics-listen", "127.0.0.1:0",
                                     "--ops-per-second", "10", "--ops-burst",      "60"};
    line.insert(line.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return line;
}

}  // namespace

HonestPair::HonestPair(std::vector<std::string> arguments)
    : server(instance.data(), command_line(std::move(arguments))) {
    REQUIRE(server.port() != 0);
    address.port = server.port();
    address.board = instance.board();
    ada = std::make_unique<WsClient>(context, address, instance.token(), 1);
    ben = std::make_unique<WsClient>(context, address, instance.token(), 2);
    ada->connect();
    ben->connect();
    REQUIRE(run_until_settled(context, {ada.get(), ben.get()}));
}

// Two minutes are far more than anything takes: a failure, not a measure.
void HonestPair::run(const std::function<bool()>& done, const std::function<void()>& meanwhile) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    while (!done()) {
        REQUIRE(std::chrono::steady_clock::now() < until);
        meanwhile();
        context.restart();
        context.run_one_for(std::chrono::milliseconds(1));
    }
}

void HonestPair::exchange(const std::function<void()>& meanwhile) {
    for (WsClient* writer : {ada.get(), ben.get()}) {
        REQUIRE(writer->session().add_card(board::CardKind::Need, "bonjour"));
        writer->pump();
    }
    cards_ += 2;
    const auto is_kept = [this](WsClient& person) {
        return person.is_live() && person.session().pending_ops() == 0 &&
               person.session().board().items().size() == cards_;
    };
    run([&] { return is_kept(*ada) && is_kept(*ben); }, meanwhile);
    REQUIRE(ada->session().board().shared_hash() == ben->session().board().shared_hash());
    REQUIRE(ada->connections() == 1);
    REQUIRE(ben->connections() == 1);
}

void HonestPair::exchange_until(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    bool is_done = false;
    while (!is_done) {
        REQUIRE(std::chrono::steady_clock::now() < until);
        exchange([&] { is_done = done() || is_done; });
    }
}

void HonestPair::let_in_another(const std::function<void()>& meanwhile) {
    WsClient newcomer(context, address, instance.token(), 3);
    newcomer.connect();
    run([&] { return newcomer.is_live(); }, meanwhile);
    CHECK(newcomer.session().board().shared_hash() == ada->session().board().shared_hash());
}

Bytes HonestPair::hello(const std::string& token) const {
    v1::Frame frame;
    v1::Hello& hello = *frame.mutable_hello();
    hello.set_version(limits::kProtocolVersion);
    hello.set_version_min(limits::kProtocolVersionMin);
    hello.set_token(token);
    hello.set_board(std::string(address.board.view()));
    return client_frame(0x82, frame.SerializeAsString());
}

}  // namespace atelier::test
