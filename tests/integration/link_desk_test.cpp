// Links that facilitators make and take back, people they send away, and the list of who did it: over HTTP, with people on the
// board, and through a restart.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <optional>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using nlohmann::json;
using test::run_until;
using workshop::Role;

namespace {

struct Place {
    test::HttpAnswer ask(const std::string& method, const std::string& what, const std::string& token,
                         const Bytes& body = "") {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + instance.board().text() + what;
        request.headers = {{"Accept-Language", "en"}, {"Authorization", "Bearer " + token}};
        if (!as.empty()) {
            request.headers["Atelier-Actor"] = as;
        }
        request.body = body;
        return test::exchange(server->port(), request);
    }
    json get(const std::string& what) { return json::parse(ask("GET", what, lead).body); }
    std::string make_link(const std::string& role) {
        const test::HttpAnswer made = ask("POST", "/links", lead, R"({"role":")" + role + R"("})");
        REQUIRE(made.status == 201);
        return json::parse(made.body).at("token").get<std::string>();
    }
    std::unique_ptr<test::WsClient> arrive(const std::string& token, const BoardId& board) {
        test::Address address;
        address.port = server->port();
        address.board = board;
        auto client = std::make_unique<test::WsClient>(context, address, token, ++seed);
        client->connect();
        return client;
    }
    std::unique_ptr<test::WsClient> join(const std::string& token) {
        auto client = arrive(token, instance.board());
        REQUIRE(run_until(context, [&] { return client->is_live(); }));
        return client;
    }
    // Waits for that word: a client that comes again is refused still from the time before.
    bool is_refused(test::WsClient& client, const char* why) {
        return run_until(context, [&] {
            const auto refusals = client.session().take_changes().refusals;
            return std::any_of(refusals.begin(), refusals.end(), [&](const client::Refusal& refusal) {
                return error_name(refusal.reason) == why && refusal.closing && !refusal.message.empty();
            });
        });
    }
    void restart() {
        server->kill();
        server.emplace(instance.data(), std::vector<std::string>{});
    }

    test::Instance instance;
    std::optional<test::ServerProcess> server{std::in_place, instance.data(), std::vector<std::string>{}};
    std::string lead = instance.token(Role::Facilitator);
    std::string as;  // the asker's device
    boost::asio::io_context context;
    std::uint64_t seed = 0;
};

json link_in(const json& list, const std::string& role) {
    for (const json& link : list.at("links")) {
        if (link.at("role") == role) {
            return link;
        }
    }
    return {};
}

}  // namespace

TEST_CASE(
    "[A24] a link is made, listed with its use, and taken back: it opens nothing any more, also after a restart") {
    Place place;
    const std::string token = place.make_link("participant");
    auto ada = place.join(token);
    auto bob = place.join(place.instance.token());
    const json listed = link_in(place.get("/links"), "participant");
    CHECK(listed.at("devices") == 1);
    CHECK(listed.at("connected") == 1);
    CHECK(listed.at("used").get<std::int64_t>() >= listed.at("made").get<std::int64_t>());
    CHECK(listed.at("revoked") == 0);

    const std::string which = "/links/" + listed.at("id").get<std::string>();
    CHECK(place.ask("DELETE", which, place.instance.token()).status == 403);
    CHECK(place.ask("DELETE", which, place.lead).status == 204);
    CHECK(place.is_refused(*ada, "revoked"));
    CHECK(run_until(place.context, [&] { return ada->close_code() == 1008; }));
    CHECK(bob->is_live());
    CHECK(place.ask("DELETE", which, place.lead).status == 204);  // gone is gone
    for (int life = 0; life < 2; ++life) {
        auto again = place.arrive(token, place.instance.board());
        CHECK(place.is_refused(*again, "revoked"));
        const test::HttpAnswer asked = place.ask("GET", "/links", token);
        CHECK(asked.status == 401);
        CHECK(json::parse(asked.body).at("reason") == "revoked");
        CHECK(link_in(place.get("/links"), "participant").at("revoked").get<std::int64_t>() > 0);
        place.restart();
    }
}

TEST_CASE("a link for a whole atelier is taken back on all its boards, and not by who leads one of them") {
    Place place;
    const std::string token = place.make_link("participant");
    auto there = place.arrive(token, place.instance.other_board());
    auto here = place.join(token);
    REQUIRE(run_until(place.context, [&] { return there->is_live(); }));
    const std::string which = "/links/" + link_in(place.get("/links"), "participant").at("id").get<std::string>();
    workshop::Capability of_one;
    of_one.role = Role::Facilitator;
    of_one.atelier = "eau";
    of_one.board = place.instance.board();
    of_one.expires_ms = std::int64_t{1} << 50U;
    CHECK(place.ask("DELETE", which, place.instance.sign(of_one)).status == 403);
    CHECK(place.ask("DELETE", which, place.lead).status == 204);
    CHECK(place.is_refused(*here, "revoked"));
    CHECK(place.is_refused(*there, "revoked"));
}

TEST_CASE("a link that no page made is listed once it is used, and can be taken back; one's own cannot") {
    Place place;
    auto screen = place.join(place.instance.token(Role::Screen));
    auto lead = place.join(place.lead);
    const json list = place.get("/links");
    const json of_screen = link_in(list, "screen");
    CHECK(of_screen.at("made") == 0);
    const json own = link_in(list, "facilitator");
    CHECK(own.at("yours") == true);
    CHECK(place.ask("DELETE", "/links/" + own.at("id").get<std::string>(), place.lead).status == 409);
    CHECK(place.ask("DELETE", "/links/" + of_screen.at("id").get<std::string>(), place.lead).status == 204);
    CHECK(place.is_refused(*screen, "revoked"));
    CHECK(lead->is_live());
}

TEST_CASE("the invitation stays the same until it is taken back") {
    Place place;
    const auto invite = [&] { return json::parse(place.ask("POST", "/invitation", place.lead).body).at("token"); };
    const json first = invite();
    CHECK(invite() == first);
    const std::string id = link_in(place.get("/links"), "participant").at("id").get<std::string>();
    CHECK(place.ask("DELETE", "/links/" + id, place.lead).status == 204);
    const json second = invite();
    CHECK(second != first);
    place.restart();
    CHECK(invite() == second);
}

TEST_CASE(
    "[F11] a device is sent away at once and not let in again, by its key, also after a restart; who did it is written "
    "down") {
    Place place;
    const std::string token = place.make_link("participant");
    auto lead = place.join(place.lead);
    auto ada = place.join(token);
    auto bob = place.join(token);
    const auto actor_of = [&](const std::unique_ptr<test::WsClient>& client) {
        const std::uint64_t actor = client->session().actor().value;
        std::string digits(16, '0');
        for (std::size_t i = 0; i < 16; ++i) {
            digits[15 - i] = "0123456789abcdef"[(actor >> (4 * i)) & 15U];
        }
        return digits;
    };
    place.as = actor_of(lead);
    CHECK(place.get("/people").at("people").size() == 3);
    CHECK(place.ask("DELETE", "/people/" + actor_of(lead), place.lead).status == 403);
    CHECK(place.ask("DELETE", "/people/00000000000000ff", place.lead).status == 404);
    CHECK(place.ask("DELETE", "/people/" + actor_of(ada), place.lead).status == 204);
    CHECK(place.is_refused(*ada, "expelled"));
    CHECK(bob->is_live());
    ada->connect();
    CHECK(place.is_refused(*ada, "expelled"));
    place.restart();
    ada->set_port(place.server->port());
    ada->connect();
    CHECK(place.is_refused(*ada, "expelled"));
    const json entries = place.get("/audit").at("entries");
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].at("what") == "expelled");
    CHECK(entries[1].at("what") == "link_made");
    CHECK(entries[1].at("about") == "participant");
}

TEST_CASE("[S8] only facilitators of the board have a say in its links and people") {
    Place place;
    for (const char* what : {"/links", "/people", "/audit"}) {
        CHECK(place.ask("GET", what, place.lead).status == 200);
        for (const Role role : {Role::Participant, Role::Screen, Role::Observer}) {
            CHECK(place.ask("GET", what, place.instance.token(role)).status == 403);
        }
        CHECK(place.ask("GET", what, "forged").status == 401);
        CHECK(place.ask("PUT", what, place.lead).status == 405);
    }
    for (const char* body : {"", "[]", "{}", R"({"role":"king"})", R"({"role":7})", R"({"role":"screen","days":-1})",
                             R"({"role":"screen","days":"x"})"}) {
        CHECK(place.ask("POST", "/links", place.lead, body).status == 400);
    }
    CHECK(place.ask("DELETE", "/links/00000000000000ff", place.lead).status == 404);
    CHECK(place.ask("DELETE", "/links/ff", place.lead).status == 404);
    // No link outlives the right that made it.
    const test::HttpAnswer made = place.ask("POST", "/links", place.instance.token(Role::Facilitator, 60'000),
                                            R"({"role":"observer","days":3650})");
    REQUIRE(made.status == 201);
    const auto now_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    CHECK(json::parse(made.body).at("expires").get<std::int64_t>() <= now_ms.count() + 60'000);
}
