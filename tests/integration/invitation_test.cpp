// The link that a facilitator's page asks for: a participant's right, never more, for nobody else.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;
using workshop::Role;

namespace {

struct Place {
    test::HttpAnswer ask(const std::string& authorization, const std::string& method = "POST") {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + instance.board().text() + "/invitation";
        request.headers = {{"Accept-Language", "en"}};
        if (!authorization.empty()) {
            request.headers["Authorization"] = authorization;
        }
        return test::exchange(server.port(), request);
    }
    test::Instance instance;
    test::ServerProcess server{instance.data(), {}};
};

}  // namespace

TEST_CASE("[A24] a facilitator is given a participant's token, which lets somebody in who may not lead") {
    Place place;
    const test::HttpAnswer answer = place.ask("Bearer " + place.instance.token(Role::Facilitator));
    REQUIRE(answer.status == 200);
    CHECK(answer.headers.at("cache-control") == "no-store");
    const auto invitation = nlohmann::json::parse(answer.body);
    CHECK(invitation.at("expires").get<std::int64_t>() > 0);
    boost::asio::io_context context;
    test::Address address;
    address.port = place.server.port();
    address.board = place.instance.board();
    test::WsClient guest(context, address, invitation.at("token").get<std::string>(), 1);
    guest.connect();
    REQUIRE(run_until(context, [&] { return guest.is_live(); }));
    CHECK(guest.session().role() == static_cast<std::uint8_t>(Role::Participant));
}

TEST_CASE("[A24] the room's screen is given one while a facilitator lets it show the way in") {
    Place place;
    const std::string screen = "Bearer " + place.instance.token(Role::Screen);
    boost::asio::io_context context;
    test::Address address;
    address.port = place.server.port();
    address.board = place.instance.board();
    test::WsClient lead(context, address, place.instance.token(Role::Facilitator), 1);
    lead.connect();
    REQUIRE(run_until(context, [&] { return lead.is_live(); }));
    const auto show = [&](std::int64_t number) {
        REQUIRE(lead.session().set({board::kNullId, board::SettingKey::Entrance}, {number, ""}));
        lead.pump();
        REQUIRE(test::run_until_settled(context, {&lead}));
    };
    CHECK(place.ask(screen).status == 403);
    show(1);
    const test::HttpAnswer answer = place.ask(screen);
    REQUIRE(answer.status == 200);
    CHECK(place.ask("Bearer " + place.instance.token(Role::Participant)).status == 403);
    CHECK(place.ask("Bearer " + place.instance.token(Role::Observer)).status == 403);
    test::WsClient guest(context, address, nlohmann::json::parse(answer.body).at("token").get<std::string>(), 2);
    guest.connect();
    REQUIRE(run_until(context, [&] { return guest.is_live(); }));
    CHECK(guest.session().role() == static_cast<std::uint8_t>(Role::Participant));
    show(0);
    CHECK(place.ask(screen).status == 403);
}

TEST_CASE("[S8] nobody else is given one, and is told why in words") {
    Place place;
    for (const Role role : {Role::Participant, Role::Screen, Role::Observer}) {
        const test::HttpAnswer answer = place.ask("Bearer " + place.instance.token(role));
        CHECK(answer.status == 403);
        CHECK(answer.headers.at("content-type") == "application/problem+json");
        const auto problem = nlohmann::json::parse(answer.body);
        CHECK(problem.at("reason") == "not_allowed");
        CHECK_FALSE(problem.at("title").get<std::string>().empty());
        CHECK(answer.body.find("token\":") == std::string::npos);
    }
    for (const char* shown : {"", "Bearer ", "Bearer forged", "Basic dXNlcjpwYXNz"}) {
        CHECK(place.ask(shown).status == 401);
    }
    CHECK(place.ask("Bearer " + place.instance.token(Role::Facilitator), "GET").status == 405);
}
