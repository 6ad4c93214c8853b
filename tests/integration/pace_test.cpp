// Who writes faster than people do is read more slowly, loses nothing, and nobody else notices.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "server/http/long_poll_body.h"
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/poll_client.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using namespace std::chrono_literals;
using test::run_until;

namespace {

struct Place {
    Place(const char* per_second, const char* burst)
        : server(instance.data(), {"--ops-per-second", per_second, "--ops-burst", burst}) {
        address.port = server.port();
        address.board = instance.board();
    }
    test::Instance instance;
    test::ServerProcess server;
    test::Address address;
};

std::chrono::steady_clock::time_point now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

TEST_CASE("[W31] a flood over WebSocket is taken as fast as is allowed, whole; others are served at once") {
    Place place("20", "20");
    boost::asio::io_context context;
    test::WsClient flood(context, place.address, place.instance.token(), 1);
    test::WsClient other(context, place.address, place.instance.token(), 2);
    flood.connect();
    other.connect();
    REQUIRE(run_until(context, [&] { return flood.is_live() && other.is_live(); }));
    const auto start = now();
    constexpr int kCards = 100;
    for (int i = 0; i < kCards; ++i) {
        REQUIRE(flood.session().add_card(board::CardKind::Need, "encore"));
        flood.pump();  // a frame each
    }
    REQUIRE(other.session().add_card(board::CardKind::Story, "et moi"));
    other.pump();
    REQUIRE(run_until(context, [&] { return other.session().pending_ops() == 0; }));
    CHECK(flood.session().pending_ops() > 0);
    REQUIRE(run_until(context, [&] { return flood.session().pending_ops() == 0; }));
    CHECK(now() - start > 3s);  // 80 beyond the burst, at 20 a second: more than that where the machine is slow
    CHECK(flood.connections() == 1);
    REQUIRE(run_until(context, [&] { return other.session().board().items().size() == kCards + 1; }));
    CHECK(other.session().board().shared_hash() == flood.session().board().shared_hash());
}

TEST_CASE("[W31] who comes back with a day of work is taken in at once, and rests afterwards") {
    Place place("5", "5");
    boost::asio::io_context context;
    test::WsClient client(context, place.address, place.instance.token(), 1);
    client.connect();
    REQUIRE(run_until(context, [&] { return client.is_live(); }));
    client.disconnect();
    constexpr int kCards = 20;
    for (int i = 0; i < kCards; ++i) {
        REQUIRE(client.session().add_card(board::CardKind::Need, "sans réseau"));
    }
    client.connect();
    REQUIRE(run_until(context, [&] { return client.session().pending_ops() == 0; }));
    const auto back = now();
    REQUIRE(client.session().add_card(board::CardKind::Need, "et une de plus"));
    client.pump();
    REQUIRE(run_until(context, [&] { return client.session().pending_ops() == 0; }));
    CHECK(now() - back > 2s);  // 15 beyond the burst, at 5 a second
    CHECK(client.connections() == 2);
}

TEST_CASE(
    "[W31] over long-poll frames wait for their turn; who does not wait for answers is refused and loses nothing") {
    Place place("1", "1");
    test::PollClient client(place.address, place.instance.token(), 1);
    REQUIRE(client.exchange_until(OpSeq{0}));
    const auto start = now();
    for (std::uint64_t i = 1; i <= 3; ++i) {
        REQUIRE(client.session().add_card(board::CardKind::Need, "une à une"));
        REQUIRE(client.exchange_until(OpSeq{i}));
    }
    CHECK(now() - start > 1s);

    test::HttpRequest request;
    request.method = "POST";
    request.target = "/api/v1/boards/" + place.instance.board().text() + "/sync";
    request.headers["Atelier-Session"] = client.session_id();
    v1::Frame frame;
    frame.mutable_presence()->add_people()->set_name("Ada");
    for (int i = 0; i < 20; ++i) {
        http::append_entry(request.body, frame.SerializeAsString());
    }
    std::vector<test::HttpAnswer> answers(16);
    std::vector<std::thread> senders;
    for (test::HttpAnswer& answer : answers) {
        senders.emplace_back([&] { answer = test::exchange(place.server.port(), request); });
    }
    for (std::thread& sender : senders) {
        sender.join();
    }
    const auto refused = std::count_if(answers.begin(), answers.end(), [](const test::HttpAnswer& answer) {
        const auto close = answer.headers.find("atelier-close");
        return close != answer.headers.end() && close->second == "1013";
    });
    CHECK(refused >= 1);
    REQUIRE(client.session().add_card(board::CardKind::Need, "me revoilà"));
    REQUIRE(client.exchange_until(OpSeq{4}));
}
