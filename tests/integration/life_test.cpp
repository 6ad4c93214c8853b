// Start, stop, and a second server on the same directory.
// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

TEST_CASE("[W22] a server that is asked to stop tells its clients, keeps what it has, and ends with 0") {
    const test::Instance instance;
    test::Address address;
    address.board = instance.board();
    boost::asio::io_context context;
    std::uint64_t hash = 0;
    {
        test::ServerProcess server(instance.data(), {"--threads", "2"});
        REQUIRE(server.port() != 0);
        address.port = server.port();
        test::WsClient client(context, address, instance.token(), 1);
        client.connect();
        REQUIRE(run_until(context, [&] { return client.is_live(); }));
        REQUIRE(client.session().add_card(board::CardKind::Need, "gardée"));
        client.pump();
        REQUIRE(run_until(context, [&] { return client.session().pending_ops() == 0; }));
        hash = client.session().board().shared_hash();
        server.terminate();
        REQUIRE(run_until(context, [&] { return client.close_code().has_value(); }));
        CHECK(client.close_code() == 1012);
        CHECK(client.session().link() == client::Link::Offline);
        CHECK(server.wait() == 0);
        client.disconnect();
    }
    test::ServerProcess again(instance.data());
    REQUIRE(again.port() != 0);
    address.port = again.port();
    test::WsClient client(context, address, instance.token(), 2);
    client.connect();
    REQUIRE(run_until(context, [&] { return client.is_live(); }));
    CHECK(client.session().board().shared_hash() == hash);
}

TEST_CASE("a server stops at once when nobody is there, and while somebody is connected without a word") {
    const test::Instance instance;
    boost::asio::io_context context;
    test::ServerProcess server(instance.data());
    REQUIRE(server.port() != 0);
    test::Address address;
    address.port = server.port();
    address.board = instance.board();
    std::optional<std::uint16_t> code;
    bool is_open = false;
    bool is_closed = false;
    test::WsLink::Events events;
    events.on_open = [&] { is_open = true; };
    events.on_closed = [&](std::optional<std::uint16_t> with) {
        code = with;
        is_closed = true;
    };
    const test::WsLink silent(context, address, std::move(events));
    REQUIRE(run_until(context, [&] { return is_open; }));
    server.terminate();
    REQUIRE(run_until(context, [&] { return is_closed; }));
    CHECK(code.value_or(1012) == 1012);  // none where the stop came before the answer to the upgrade was all sent
    CHECK(server.wait() == 0);
}

TEST_CASE("a second server on the same directory says who has it and ends, the first goes on") {
    const test::Instance instance;
    test::ServerProcess first(instance.data());
    REQUIRE(first.port() != 0);
    test::ServerProcess second(instance.data());
    CHECK(second.port() == 0);
    CHECK(second.wait() != 0);
    CHECK(test::get(first.port(), "/healthz").status == 200);
}

TEST_CASE("a port that is taken is an error in words") {
    const test::Instance instance;
    test::ServerProcess first(instance.data());
    REQUIRE(first.port() != 0);
    const test::Instance other;
    test::ServerProcess second(other.data(), {"--port", std::to_string(first.port())});
    CHECK(second.port() == 0);
    CHECK(second.wait() != 0);
    CHECK(second.log().find("port " + std::to_string(first.port())) != std::string::npos);
}

TEST_CASE("the log has no token and no text of a card, at any level") {
    const test::Instance instance;
    boost::asio::io_context context;
    test::ServerProcess server(instance.data(), {"--log-level", "debug"});
    REQUIRE(server.port() != 0);
    test::Address address;
    address.port = server.port();
    address.board = instance.board();
    const std::string token = instance.token();
    test::WsClient client(context, address, token, 1);
    client.connect();
    REQUIRE(run_until(context, [&] { return client.is_live(); }));
    REQUIRE(client.session().add_card(board::CardKind::Need, "tres-secret"));
    client.pump();
    REQUIRE(run_until(context, [&] { return client.session().pending_ops() == 0; }));
    client.disconnect();
    server.terminate();
    CHECK(server.wait() == 0);
    const std::string log = server.log();
    CHECK(log.find("board_loaded") != std::string::npos);
    CHECK(log.find(token) == std::string::npos);
    CHECK(log.find("tres-secret") == std::string::npos);
}
