// What people ask at the door: organisations by kind, and a code that brings them back on another phone.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>

#include "server/base/bytes.h"
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using nlohmann::json;
using test::run_until;
using workshop::Role;

namespace {

struct Door {
    test::HttpAnswer ask(const std::string& method, const std::string& what, const std::string& token,
                         const json& body = nullptr) {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + instance.board().text() + what;
        request.headers = {{"Authorization", "Bearer " + token}};
        request.body = body.is_null() ? "" : body.dump();
        return test::exchange(server->port(), request);
    }
    std::unique_ptr<test::WsClient> join(const std::string& token) {
        test::Address address;
        address.port = server->port();
        address.board = instance.board();
        auto client = std::make_unique<test::WsClient>(context, address, token, ++seed);
        client->connect();
        REQUIRE(run_until(context, [&] { return client->is_live(); }));
        return client;
    }
    test::HttpAnswer make_code(test::WsClient& client, const std::string& token) {
        const std::uint64_t actor = client.session().actor().value;
        return ask("POST", "/code", token,
                   {{"actor", to_hex(actor)},
                    {"key", to_hex(instance.actor_key(instance.board(), ActorId{actor}))},
                    {"organisation", "Ville"}});
    }
    test::HttpAnswer recover(const std::string& code) { return ask("POST", "/recover", guest, {{"code", code}}); }

    test::Instance instance;
    std::optional<test::ServerProcess> server{std::in_place, instance.data(), std::vector<std::string>{}};
    std::string guest = instance.token();
    boost::asio::io_context context;
    std::uint64_t seed = 0;
};

}  // namespace

TEST_CASE("[A24] a code gives another phone the same person with the right it was made with, also after a restart") {
    Door door;
    const std::string lead = door.instance.token(Role::Facilitator);
    auto ada = door.join(lead);
    const test::HttpAnswer made = door.make_code(*ada, lead);
    REQUIRE(made.status == 201);
    const std::string code = json::parse(made.body).at("code").get<std::string>();
    door.server->kill();
    door.server.emplace(door.instance.data(), std::vector<std::string>{});

    const test::HttpAnswer back = door.recover(code);
    REQUIRE(back.status == 200);
    const json place = json::parse(back.body);
    CHECK(place.at("actor") == to_hex(ada->session().actor().value));
    CHECK(place.at("key") == to_hex(door.instance.actor_key(door.instance.board(), ada->session().actor())));
    CHECK(place.at("organisation") == "Ville");
    CHECK(place.at("voter") == to_hex(ada->session().voter().value));
    auto again = door.join(place.at("token").get<std::string>());
    CHECK(again->session().role() == static_cast<std::uint8_t>(Role::Facilitator));

    // A new code ends the old one.
    const std::string second = json::parse(door.make_code(*ada, lead).body).at("code").get<std::string>();
    CHECK(door.recover(code).status == 404);
    CHECK(door.recover(second).status == 200);
}

TEST_CASE("[S8] guessing is slow, for the whole board, and a code is made for nobody else") {
    Door door;
    auto ada = door.join(door.guest);
    const std::uint64_t actor = ada->session().actor().value;
    json body = {{"actor", to_hex(actor)}, {"key", to_hex(Bytes(16, 'x'))}};
    CHECK(door.ask("POST", "/code", door.guest, body).status == 403);
    CHECK(door.ask("POST", "/code", door.guest, {{"actor", "12"}}).status == 400);
    CHECK(door.ask("POST", "/code", door.instance.token(Role::Observer), body).status == 403);
    CHECK(door.ask("GET", "/code", door.guest).status == 405);
    CHECK(door.ask("POST", "/recover", "forged", {{"code", "pomme-cerf-nuage-42"}}).status == 401);
    CHECK(door.recover("not a code").status == 404);
    unsigned wrong = 0;
    unsigned status = 404;
    for (; status == 404 && wrong < 60; ++wrong) {
        status = door.recover("pomme-cerf-nuage-42").status;
    }
    CHECK(status == 429);
    CHECK(wrong >= 20);
    // Nothing else is held up by it.
    CHECK(door.make_code(*ada, door.guest).status == 201);
    CHECK(door.ask("GET", "/organisations", door.guest).status == 200);
}

TEST_CASE("a code does not open what its link does not open any more") {
    Door door;
    const std::string lead = door.instance.token(Role::Facilitator);
    const test::HttpAnswer link = door.ask("POST", "/links", lead, {{"role", "participant"}});
    const std::string token = json::parse(link.body).at("token").get<std::string>();
    auto ada = door.join(token);
    const std::string code = json::parse(door.make_code(*ada, token).body).at("code").get<std::string>();
    CHECK(door.recover(code).status == 200);
    const std::string id = json::parse(link.body).at("id").get<std::string>();
    REQUIRE(door.ask("DELETE", "/links/" + id, lead).status == 204);
    const test::HttpAnswer refused = door.recover(code);
    CHECK(refused.status == 401);
    CHECK(json::parse(refused.body).at("reason") == "revoked");
}

TEST_CASE("what people say of their organisation is there for the next, by its kind, once") {
    Door door;
    const auto list = [&] {
        return json::parse(door.ask("GET", "/organisations", door.guest).body).at("organisations");
    };
    const std::size_t before = list().size();
    const json mine = {{"name", "Régie des eaux"}, {"kind", "entreprise"}};
    CHECK(door.ask("POST", "/organisations", door.guest, mine).status == 204);
    CHECK(door.ask("POST", "/organisations", door.guest, {{"name", "Régie des eaux"}, {"kind", "other"}}).status ==
          204);
    REQUIRE(list().size() == before + 1);
    CHECK(list().back() == mine);
    for (const json& bad :
         {json{{"name", ""}, {"kind", "other"}}, json{{"name", "x"}, {"kind", "king"}},
          json{{"name", std::string(257, 'x')}, {"kind", "other"}}, json{{"kind", "other"}}, json(7)}) {
        CHECK(door.ask("POST", "/organisations", door.guest, bad).status == 400);
    }
    CHECK(door.ask("POST", "/organisations", door.instance.token(Role::Screen), mine).status == 403);
}
