// Facilitators who sign in with a password: over HTTP, with people on the board, and through a restart.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using nlohmann::json;
using test::run_until;

namespace {

constexpr const char* kPassword = "huit-cailloux sous la lune";
constexpr const char* kGone = "__Host-atelier=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";

int user(const test::Instance& instance, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "user");
    arguments.insert(arguments.end(), {"--data", instance.data().string()});
    return test::run_command(std::move(arguments), {}, std::string(kPassword) + "\n").status;
}

struct Place {
    Place() {
        REQUIRE(user(instance, {"add", "ada"}) == 0);
        start();
    }
    void start() { server.emplace(instance.data(), std::vector<std::string>{"--threads", "2"}); }
    test::HttpAnswer ask(const std::string& method, const std::string& target, const std::string& cookie = {},
                         const Bytes& body = {}, const std::string& origin = {}) {
        test::HttpRequest request;
        request.method = method;
        request.target = target;
        request.headers = {{"Accept-Language", "fr"}};
        if (!cookie.empty()) {
            request.headers["Cookie"] = "other=1; __Host-atelier=" + cookie + "; more=2";
        }
        if (!origin.empty()) {
            request.headers["Origin"] = origin;
        }
        request.body = body;
        return test::exchange(server->port(), request);
    }
    test::HttpAnswer try_in(const std::string& name, const std::string& password, const std::string& cookie = {}) {
        return ask("POST", "/api/v1/session", cookie, json{{"user", name}, {"password", password}}.dump());
    }
    // The session's token, out of the cookie.
    std::string sign_in(const std::string& name = "ada", const std::string& cookie = {}) {
        const test::HttpAnswer answer = try_in(name, kPassword, cookie);
        REQUIRE(answer.status == 204);
        CHECK(answer.body.empty());
        const std::string& set = answer.headers.at("set-cookie");
        const std::string token = set.substr(set.find('=') + 1, set.find(';') - set.find('=') - 1);
        CHECK(set == "__Host-atelier=" + token + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=7776000");
        tokens.push_back(token);
        return token;
    }
    json tell(const std::string& cookie) { return json::parse(ask("GET", "/api/v1/session", cookie).body); }
    std::unique_ptr<test::WsClient> arrive(const std::string& token) {
        test::Address address;
        address.port = server->port();
        address.board = instance.board();
        auto client = std::make_unique<test::WsClient>(context, address, token, ++seed);
        client->connect();
        return client;
    }
    bool is_refused(test::WsClient& client) {
        return run_until(context, [&] {
            const auto refusals = client.session().take_changes().refusals;
            return std::any_of(refusals.begin(), refusals.end(),
                               [](const client::Refusal& refusal) { return refusal.reason == ErrorCode::Revoked; });
        });
    }

    test::Instance instance;
    std::optional<test::ServerProcess> server;
    boost::asio::io_context context;
    std::uint64_t seed = 0;
    std::vector<std::string> tokens;
};

std::string reason(const test::HttpAnswer& answer) {
    CHECK(answer.headers.at("content-type") == "application/problem+json");
    const json problem = json::parse(answer.body);
    CHECK(problem.at("status") == answer.status);
    CHECK_FALSE(problem.at("title").get<std::string>().empty());
    return problem.at("reason");
}

}  // namespace

TEST_CASE("who signs in is told of every board, with a facilitator's link to each, until signing out takes them back") {
    Place place;
    CHECK(reason(place.ask("GET", "/api/v1/session")) == "not_signed_in");
    const std::string token = place.sign_in(" ADA ");
    const json told = place.tell(token);
    CHECK(told.at("user") == "ada");
    REQUIRE(told.at("boards").size() == 2);
    const json& board = told.at("boards")[1];
    CHECK(board.at("board") == place.instance.board().text());
    CHECK(board.at("title") == "eau-craintes");
    CHECK(board.at("atelier") == "L'eau");
    CHECK(place.tell(token) == told);  // the same links, so that the same invitation stays on the wall

    auto lead = place.arrive(board.at("token"));
    REQUIRE(run_until(place.context, [&] { return lead->is_live(); }));
    CHECK(place.ask("DELETE", "/api/v1/session", token).headers.at("set-cookie") == kGone);
    CHECK(place.is_refused(*lead));
    CHECK(place.ask("GET", "/api/v1/session", token).status == 401);
    CHECK(place.ask("DELETE", "/api/v1/session", token).status == 204);  // gone is gone
    place.server->kill();
    place.start();
    auto again = place.arrive(board.at("token"));
    CHECK(place.is_refused(*again));
}

TEST_CASE("an account that was given ateliers leads their boards alone") {
    Place place;
    place.server->kill();
    CHECK(user(place.instance, {"add", "gaston", "--atelier", "eau"}) == 0);
    CHECK(user(place.instance, {"add", "zoe", "--atelier", "nowhere"}) == 1);
    place.start();
    CHECK(place.tell(place.sign_in("gaston")).at("boards").size() == 2);
}

TEST_CASE("signing out everywhere ends every session of the account; sessions live through a restart") {
    Place place;
    const std::string phone = place.sign_in();
    const std::string laptop = place.sign_in();
    CHECK(phone != laptop);
    place.server->terminate();
    CHECK(place.server->wait() == 0);
    place.start();
    CHECK(place.tell(phone).at("user") == "ada");
    CHECK(place.ask("DELETE", "/api/v1/sessions").status == 401);
    CHECK(place.ask("DELETE", "/api/v1/sessions", laptop).status == 204);
    CHECK(reason(place.ask("GET", "/api/v1/session", phone)) == "not_signed_in");
    CHECK(reason(place.ask("GET", "/api/v1/session", laptop)) == "not_signed_in");
}

TEST_CASE("[S12] a wrong password and an unknown name get the same answer, and both are held up after five of them") {
    Place place;
    const std::string here = place.sign_in();
    for (std::size_t i = 0; i < limits::kSignInFailuresFree; ++i) {
        const test::HttpAnswer wrong = place.try_in("ada", "neuf nuages et une pomme");
        const test::HttpAnswer unknown = place.try_in("nobody", "neuf nuages et une pomme");
        CHECK(reason(wrong) == "wrong_password");
        CHECK(wrong.status == 401);
        CHECK(unknown.status == wrong.status);
        CHECK(unknown.body == wrong.body);
        CHECK_FALSE(wrong.headers.contains("set-cookie"));
    }
    for (const char* name : {"ada", "nobody"}) {
        const test::HttpAnswer held = place.try_in(name, kPassword);
        CHECK(held.status == 429);
        CHECK(reason(held) == "too_many");
        CHECK(std::stoi(held.headers.at("retry-after")) > 0);
    }
    // What others try does not shut out who is in: this device keeps its session, and the right password keeps working there.
    CHECK(place.tell(here).at("user") == "ada");
    CHECK(place.sign_in("ada", here) == here);
    CHECK(place.try_in("ada", kPassword).status == 429);
}

TEST_CASE("what is no attempt is 400, what comes from another site is 403, and other methods are 405") {
    Place place;
    const std::string path = "/api/v1/session";
    for (const char* body : {"", "x", "[]", "{}", R"({"user":"ada"})", R"({"user":1,"password":"x"})"}) {
        CHECK(place.ask("POST", path, {}, body).status == 400);
    }
    CHECK(place.try_in("ada", std::string(129, 'x')).status == 400);
    const std::string attempt = json{{"user", "ada"}, {"password", kPassword}}.dump();
    CHECK(place.ask("POST", path, {}, attempt, "https://evil.example").status == 403);
    CHECK(place.ask("POST", path, {}, attempt, "null").status == 403);
    const std::string token = place.sign_in();
    CHECK(place.ask("GET", path, token, {}, "https://evil.example").status == 403);
    CHECK(place.ask("DELETE", "/api/v1/sessions", token, {}, "https://evil.example").status == 403);
    CHECK(place.ask("PUT", path, token).status == 405);
    CHECK(place.ask("GET", "/api/v1/sessions", token).status == 405);
    CHECK(place.ask("GET", path, token + "x").status == 401);
    CHECK(place.tell(token).at("user") == "ada");
}

TEST_CASE("a session whose link was taken back on a board's page has ended") {
    Place place;
    const std::string token = place.sign_in();
    const std::string lead = place.tell(token).at("boards")[1].at("token");
    auto client = place.arrive(lead);
    REQUIRE(run_until(place.context, [&] { return client->is_live(); }));
    test::HttpRequest request;
    const std::string links = "/api/v1/boards/" + place.instance.board().text() + "/links";
    request.target = links;
    request.headers = {{"Authorization", "Bearer " + place.instance.token(workshop::Role::Facilitator)}};
    const json list = json::parse(test::exchange(place.server->port(), request).body).at("links");
    REQUIRE(list.size() == 1);
    request.method = "DELETE";
    request.target = links + "/" + list[0].at("id").get<std::string>();
    CHECK(test::exchange(place.server->port(), request).status == 204);
    CHECK(place.is_refused(*client));
    CHECK(run_until(place.context, [&] { return place.ask("GET", "/api/v1/session", token).status == 401; }));
}

TEST_CASE("[S12] neither the password nor a session's token is written anywhere") {
    Place place;
    const std::string kept = place.sign_in();
    const std::string gone = place.sign_in();
    CHECK(place.ask("DELETE", "/api/v1/session", gone).status == 204);
    CHECK(place.try_in("ada", "neuf nuages et une pomme").status == 401);
    place.server->terminate();
    CHECK(place.server->wait() == 0);
    std::string all = place.server->log();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place.instance.data())) {
        std::ifstream file(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), {});
    }
    CHECK(all.find("$argon2id$") != std::string::npos);  // this is the place to look
    for (const std::string& secret : {std::string(kPassword), std::string("neuf nuages"), kept, gone}) {
        CHECK(all.find(secret) == std::string::npos);
    }
}

namespace {

// What a command said on standard output.
struct Said {
    int status = 0;
    std::string words;
};

Said command(const test::Instance& instance, std::vector<std::string> arguments, const std::string& typed = {}) {
    arguments.insert(arguments.begin(), "user");
    arguments.insert(arguments.end(), {"--data", instance.data().string()});
    const auto done = test::run_command(std::move(arguments), {}, typed);
    return {done.status, done.out};
}

}  // namespace

TEST_CASE("accounts are made, changed and removed while the server runs, by the same rules and in the same words") {
    Place place;
    const std::string typed = std::string(kPassword) + "\n";
    CHECK(command(place.instance, {"add", "gaston", "--atelier", "eau"}, typed).status == 0);
    CHECK(place.tell(place.sign_in("gaston")).at("boards").size() == 2);
    CHECK(command(place.instance, {"add", "gaston"}, typed).status == 2);
    CHECK(command(place.instance, {"add", "zoe", "--atelier", "nowhere"}, typed).status == 1);
    CHECK(command(place.instance, {"add", "zoe"}, "court\n").status == 2);
    const json list = json::parse(command(place.instance, {"list", "--json"}).words);
    REQUIRE(list.size() == 2);
    CHECK(list[1].at("user") == "gaston");
    CHECK(list[1].at("sessions") == 1);
    CHECK(list[1].dump().find("argon2") == std::string::npos);

    // Whose session ends is out at once, with who came by its links.
    const std::string token = place.sign_in();
    auto lead = place.arrive(place.tell(token).at("boards")[1].at("token"));
    REQUIRE(run_until(place.context, [&] { return lead->is_live(); }));
    CHECK(command(place.instance, {"sign-out", "ada"}).status == 0);
    CHECK(place.is_refused(*lead));
    CHECK(place.ask("GET", "/api/v1/session", token).status == 401);
    CHECK(command(place.instance, {"password", "ada"}, "sept-cailloux sous la pluie\n").status == 0);
    CHECK(place.try_in("ada", kPassword).status == 401);
    CHECK(place.try_in("ada", "sept-cailloux sous la pluie").status == 204);
    CHECK(command(place.instance, {"remove", "gaston"}).status == 0);
    CHECK(command(place.instance, {"remove", "gaston"}).status == 1);
    CHECK(command(place.instance, {"password", "nobody"}, typed).status == 1);
    CHECK(place.try_in("gaston", kPassword).status == 401);

    // It is on disk: so it is after a kill, and without a server.
    place.server->kill();
    const json kept = json::parse(command(place.instance, {"list", "--json"}).words);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].at("user") == "ada");
    place.start();
    CHECK(place.try_in("ada", "sept-cailloux sous la pluie").status == 204);
}

TEST_CASE("the socket for commands is its owner's alone, is made anew after a kill, and goes with the server") {
    Place place;
    const std::filesystem::path socket = place.instance.data() / "control";
    const auto rights = [&] { return std::filesystem::status(socket).permissions(); };
    REQUIRE(std::filesystem::is_socket(socket));
    CHECK(rights() == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    place.server->kill();
    CHECK(std::filesystem::is_socket(socket));  // and nobody is there
    CHECK(command(place.instance, {"list"}).status == 0);
    place.start();
    CHECK(command(place.instance, {"list"}).status == 0);
    place.server->terminate();
    CHECK(place.server->wait() == 0);
    CHECK_FALSE(std::filesystem::exists(socket));
}
