// Several clients on one board, and what happens to their work when the server dies under them.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;
using test::WsClient;

namespace {

using Clients = std::vector<std::unique_ptr<WsClient>>;

Clients connect_clients(boost::asio::io_context& context, const test::Instance& instance, std::uint16_t port,
                        std::size_t count) {
    test::Address address;
    address.port = port;
    address.board = instance.board();
    Clients clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<WsClient>(context, address, instance.token(), i + 1));
        clients.back()->connect();
    }
    return clients;
}

template <class Predicate>
bool all(const Clients& clients, Predicate predicate) {
    return std::all_of(clients.begin(), clients.end(), [&](const auto& client) { return predicate(*client); });
}

bool is_settled(WsClient& client) {
    return client.is_live() && client.session().pending_ops() == 0;
}

// Everybody live, nothing waiting, all at one position and with one hash.
bool is_converged(const Clients& clients) {
    const client::ClientSession& first = clients.front()->session();
    return all(clients, is_settled) && all(clients, [&](WsClient& client) {
               return client.session().position() == first.position() &&
                      client.session().board().shared_hash() == first.board().shared_hash();
           });
}

}  // namespace

TEST_CASE("several people write, type into one card at once, and end with the same board as the server") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), {"--threads", "2"});
    REQUIRE(server.port() != 0);
    boost::asio::io_context context;
    const Clients clients = connect_clients(context, instance, server.port(), 5);
    REQUIRE(run_until(context, [&] { return all(clients, is_settled); }));

    const auto shared = clients[0]->session().add_card(board::CardKind::Need, "eau");
    REQUIRE(shared);
    clients[0]->pump();
    REQUIRE(run_until(context, [&] {
        return all(clients, [&](WsClient& client) { return client.session().board().find(*shared) != nullptr; });
    }));
    for (int round = 0; round < 10; ++round) {
        for (const auto& client : clients) {
            REQUIRE(client->session().edit_text(*shared, 0, 0, "mot "));
            REQUIRE(client->session().add_card(board::CardKind::Fear, "crainte"));
            client->pump();
        }
        context.restart();
        context.poll();
    }
    REQUIRE(run_until(context, [&] { return is_converged(clients); }));
    CHECK(clients[3]->session().board().items().size() == 51);
    CHECK(clients[3]->session().board().find(*shared)->text.str().size() == 3 + 50 * 4);

    // A newcomer gets that very state from the server.
    Clients late = connect_clients(context, instance, server.port(), 1);
    REQUIRE(run_until(context, [&] { return is_settled(*late[0]); }));
    CHECK(late[0]->session().board().shared_hash() == clients[0]->session().board().shared_hash());
    server.terminate();
    CHECK(server.wait() == 0);
}

TEST_CASE(
    "[W11] a server killed in the middle of typing has lost nothing it acknowledged, and the rest is sent again") {
    const test::Instance instance;
    auto server = std::make_unique<test::ServerProcess>(instance.data());
    REQUIRE(server->port() != 0);
    boost::asio::io_context context;
    const Clients clients = connect_clients(context, instance, server->port(), 3);
    REQUIRE(run_until(context, [&] { return all(clients, is_settled); }));
    std::size_t typed = 0;
    for (int life = 0; life < 3; ++life) {
        const std::uint64_t before = clients[0]->session().position().value;
        // Typing goes on until something was acknowledged in this life, and is not finished when the server dies.
        REQUIRE(run_until(context, [&] {
            for (const auto& client : clients) {
                typed += client->session().add_card(board::CardKind::Story, "récit").has_value() ? 1U : 0U;
                client->pump();
            }
            return clients[0]->session().position().value > before + 10;
        }));
        const OpSeq acknowledged = clients[0]->session().position();
        server->kill();
        for (const auto& client : clients) {
            typed += client->session().add_card(board::CardKind::Story, "hors ligne").has_value() ? 1U : 0U;
        }
        server = std::make_unique<test::ServerProcess>(instance.data());
        REQUIRE(server->port() != 0);
        for (const auto& client : clients) {
            client->set_port(server->port());
            client->pump();
        }
        REQUIRE(run_until(context, [&] { return is_converged(clients); }));
        CHECK(clients[0]->session().position() >= acknowledged);
    }
    CHECK(clients[0]->session().board().items().size() == typed);
    CHECK(typed > 30);
    Clients late = connect_clients(context, instance, server->port(), 1);
    REQUIRE(run_until(context, [&] { return is_settled(*late[0]); }));
    CHECK(late[0]->session().board().shared_hash() == clients[0]->session().board().shared_hash());
}

TEST_CASE("[W19] people who wrote without a network meet again and merge") {
    const test::Instance instance;
    test::ServerProcess server(instance.data());
    boost::asio::io_context context;
    const Clients clients = connect_clients(context, instance, server.port(), 2);
    REQUIRE(run_until(context, [&] { return all(clients, is_settled); }));
    const auto card = clients[0]->session().add_card(board::CardKind::Need, "besoin");
    REQUIRE(card);
    clients[0]->pump();
    REQUIRE(run_until(context, [&] { return clients[1]->session().board().find(*card) != nullptr; }));
    for (const auto& client : clients) {
        client->disconnect();
        REQUIRE(client->session().edit_text(*card, 0, 0, "ab"));
        REQUIRE(client->session().add_card(board::CardKind::Fear, "seul"));
        CHECK(client->session().pending_ops() > 0);
    }
    for (const auto& client : clients) {
        client->connect();
    }
    REQUIRE(
        run_until(context, [&] { return is_converged(clients) && clients[0]->session().board().items().size() == 3; }));
    CHECK(clients[0]->session().board().find(*card)->text.str().size() == 6 + 4);
}
