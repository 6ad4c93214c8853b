// A server whose data directory was put back to an older day, against the real process: what it had acknowledged since
// comes back from the pages that were open.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "server/client/columns.h"
#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;
using test::run_until_settled;

namespace {

using Clients = std::vector<test::WsClient*>;

// The texts of all cards, sorted.
std::vector<std::string> texts(test::WsClient& client) {
    std::vector<std::string> found;
    for (const board::Item& item : client.session().board().items()) {
        found.push_back(item.text.str());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE(
    "[W29] a backup is put back: what was acknowledged since comes back from the pages, with what waited in them") {
    const test::Instance instance;
    const std::filesystem::path backup = instance.data().string() + ".backup";
    boost::asio::io_context context;
    test::Address address;
    address.board = instance.board();
    test::WsClient anne(context, address, instance.token(), 1);
    test::WsClient bob(context, address, instance.token(), 2);
    const Clients both{&anne, &bob};
    board::Id shared;
    const auto serve = [&](const test::ServerProcess& server) {
        REQUIRE(server.port() != 0);
        for (test::WsClient* client : both) {
            client->set_port(server.port());
            client->connect();
        }
        REQUIRE(run_until_settled(context, both));
    };
    {
        test::ServerProcess server(instance.data());
        serve(server);
        shared = anne.session().add_card(board::CardKind::Need, "avant").value();
        REQUIRE(run_until_settled(context, both));
        anne.disconnect();
        bob.disconnect();
        server.terminate();  // a copy is made of a server that was stopped
        CHECK(server.wait() == 0);
    }
    std::filesystem::copy(instance.data(), backup, std::filesystem::copy_options::recursive);
    {
        test::ServerProcess server(instance.data());
        serve(server);
        REQUIRE(bob.session().edit_text(shared, 5, 0, " et après"));
        REQUIRE(anne.session().add_card(board::CardKind::Story, "d'Anne"));
        REQUIRE(bob.session().add_card(board::CardKind::Story, "de Bob"));
        REQUIRE(run_until_settled(context, both));
        REQUIRE(run_until(context, [&] { return texts(anne) == texts(bob); }));
        server.kill();
        anne.disconnect();
        bob.disconnect();
    }
    std::filesystem::remove_all(instance.data());
    std::filesystem::rename(backup, instance.data());
    const ActorId actor = anne.session().actor();
    REQUIRE(anne.session().edit_text(shared, 0, 0, "Encore "));

    test::ServerProcess server(instance.data());
    address.port = server.port();
    test::WsClient eve(context, address, instance.token(), 3);
    SECTION("those who were there come first") {}
    SECTION("somebody else comes first, and writes") {
        eve.connect();
        REQUIRE(run_until_settled(context, {&eve}));
        CHECK(texts(eve) == std::vector<std::string>{"avant"});
        for (int i = 0; i < 8; ++i) {
            REQUIRE(eve.session().add_card(board::CardKind::Fear, "entre-temps"));
        }
        REQUIRE(run_until_settled(context, {&eve}));
        eve.disconnect();
    }
    serve(server);
    eve.connect();
    REQUIRE(run_until_settled(context, {&anne, &bob, &eve}));
    REQUIRE(run_until(context, [&] {
        return anne.session().board().shared_hash() == bob.session().board().shared_hash() &&
               anne.session().board().shared_hash() == eve.session().board().shared_hash();
    }));
    std::vector<std::string> found = texts(eve);
    std::erase(found, "entre-temps");
    CHECK(found == std::vector<std::string>{"Encore avant et après", "d'Anne", "de Bob"});
    CHECK(anne.session().actor() == actor);
    CHECK(anne.session().take_changes().refusals.empty());
}
