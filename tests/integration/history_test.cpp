// A board's past over HTTP: the index, pieces of it, who may read what, and how caches may keep it.
// SPDX-License-Identifier: MIT
#include <zstd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "server/http/long_poll_body.h"
#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/gunzip.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using board::CardKind;
using board::kNullId;
using board::SettingKey;
using test::run_until;
using workshop::Role;

namespace {

constexpr const char* kShow = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
    {"title":"Chacun","may":["fear","need","edit_own"],"sees":"own"},
    {"title":"Ensemble","may":["fear","need","edit_own","edit_others","link","thread","vote"]}]})";

struct Place {
    Place() {
        address.port = server.port();
        address.board = instance.board();
        lead.emplace(context, address, instance.token(Role::Facilitator), 1);
        ana.emplace(context, address, instance.token(Role::Participant), 2);
        for (auto* client : {&lead, &ana}) {
            (*client)->connect();
            REQUIRE(run_until(context, [&] { return (*client)->is_live(); }));
        }
    }
    void settle() {
        const auto is_level = [&] { return lead->session().position() == ana->session().position(); };
        do {
            REQUIRE(test::run_until_settled(context, {&*lead, &*ana}));
        } while (!run_until(context, is_level, 1));
    }
    void set(SettingKey key, std::int64_t number, const std::string& text = "") {
        REQUIRE(lead->session().set({kNullId, key}, {number, text}));
        lead->pump();
        settle();
    }
    void add(const std::string& text) {
        REQUIRE(ana->session().add_card(CardKind::Need, text));
        ana->pump();
        settle();
    }
    test::HttpAnswer ask(Role role, const std::string& rest = "", const std::string& encoding = "",
                         const std::string& method = "GET") {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + instance.board().text() + "/history" + rest;
        request.headers = {{"Authorization", "Bearer " + instance.token(role)}, {"Accept-Encoding", encoding}};
        return test::exchange(server.port(), request);
    }
    nlohmann::json index(Role role) {
        const test::HttpAnswer answer = ask(role);
        REQUIRE(answer.status == 200);
        return nlohmann::json::parse(answer.body);
    }

    test::Instance instance;
    test::ServerProcess server{instance.data(), {}};
    boost::asio::io_context context;
    test::Address address;
    std::optional<test::WsClient> lead;
    std::optional<test::WsClient> ana;
};

std::string piece_of(const nlohmann::json& index, std::size_t which) {
    const auto& piece = index.at("segments").at(which);
    return "/" + index.at("history").get<std::string>() + "/" + std::to_string(piece.at("from").get<std::uint64_t>()) +
           "-" + std::to_string(piece.at("to").get<std::uint64_t>());
}

}  // namespace

TEST_CASE("the past of a board is told by an index and read in pieces that caches may keep for ever") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.add("une salle");
    place.set(SettingKey::Phase, 2);
    const nlohmann::json index = place.index(Role::Participant);
    CHECK(index.at("position") == place.lead->session().position().value);
    CHECK(index.at("segments").size() == 1);
    CHECK(index.at("marks").at(0).at("text") == "Ensemble");
    CHECK(index.at("bins").at("cards").at(2).at(0) == 1);
    CHECK(place.ask(Role::Participant).headers.at("cache-control") == "no-store");

    const test::HttpAnswer piece = place.ask(Role::Participant, piece_of(index, 0));
    REQUIRE(piece.status == 200);
    CHECK(piece.headers.at("cache-control") == "private, max-age=31536000, immutable");
    CHECK(piece.headers.at("vary") == "Authorization, Accept-Encoding, Accept-Language");
    const std::vector<BytesView> entries = http::split_entries(piece.body).value();
    const auto places = nlohmann::json::parse(entries.at(0));
    CHECK(places.at("start") == 0);
    CHECK(places.at("positions").back() == index.at("position"));
    REQUIRE(entries.size() == places.at("positions").size() + 2);

    // The client's own code ends with the board as it is.
    SeededRandom random(7);
    client::ClientSession player({place.instance.board(), "", "fr", "", "", false}, random);
    player.on_connected();
    static_cast<void>(player.next_frame());
    for (std::size_t i = 1; i < entries.size(); ++i) {
        REQUIRE(player.on_frame(entries[i]));
    }
    CHECK(player.board().shared_hash() == place.lead->session().board().shared_hash());

    const test::HttpAnswer gzip = place.ask(Role::Participant, piece_of(index, 0), "br, gzip");
    CHECK(gzip.headers.at("content-encoding") == "gzip");
    CHECK(testing::gunzip(gzip.body) == piece.body);
    const test::HttpAnswer zstd = place.ask(Role::Participant, piece_of(index, 0), "gzip, deflate, br, zstd");
    CHECK(zstd.headers.at("content-encoding") == "zstd");
    Bytes plain(piece.body.size(), '\0');
    CHECK(ZSTD_decompress(plain.data(), plain.size(), zstd.body.data(), zstd.body.size()) == plain.size());
    CHECK(plain == piece.body);
}

TEST_CASE("[F3][W32] what was hidden stays hidden in every piece, until it was shown; facilitators see all") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.set(SettingKey::Phase, 1);
    place.add("PLANTED");
    for (const Role role : {Role::Participant, Role::Screen, Role::Observer, Role::Facilitator}) {
        const nlohmann::json index = place.index(role);
        const Bytes piece = place.ask(role, piece_of(index, 0)).body;
        CHECK((piece.find("PLANTED") != Bytes::npos) == (role == Role::Facilitator));
    }
    place.set(SettingKey::Phase, 2);
    const nlohmann::json index = place.index(Role::Participant);
    REQUIRE(index.at("segments").size() == 2);
    CHECK(place.ask(Role::Participant, piece_of(index, 0)).body.find("PLANTED") == Bytes::npos);
    CHECK(place.ask(Role::Participant, piece_of(index, 1)).body.find("PLANTED") != Bytes::npos);
    CHECK(place.index(Role::Facilitator).at("segments").size() == 1);
}

TEST_CASE("a moment can be had as a picture, without what was hidden there [F3]") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.add("une salle");
    place.set(SettingKey::Phase, 1);
    place.add("PLANTED");
    const nlohmann::json index = place.index(Role::Observer);
    const std::string address = "/" + index.at("history").get<std::string>() + "/" +
                                std::to_string(index.at("position").get<std::uint64_t>()) + ".svg";
    const test::HttpAnswer seen = place.ask(Role::Observer, address);
    CHECK(seen.status == 200);
    CHECK(seen.headers.at("content-type") == "image/svg+xml");
    CHECK(seen.body.find("une salle") != Bytes::npos);
    CHECK(seen.body.find("PLANTED") == Bytes::npos);
    CHECK(place.ask(Role::Facilitator, address).body.find("PLANTED") != Bytes::npos);
    CHECK(place.ask(Role::Facilitator, address + "x").status == 404);
}

TEST_CASE("the cards of a moment can be taken along as they were, by whoever sees them there") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.add("une salle");
    const std::string then = std::to_string(place.lead->session().position().value);
    place.set(SettingKey::Phase, 1);
    place.add("PLANTED");
    const nlohmann::json index = place.index(Role::Observer);
    const std::string last = std::to_string(index.at("position").get<std::uint64_t>());
    const auto address = [&](const std::string& position) {
        return "/" + index.at("history").get<std::string>() + "/" + position + ".json";
    };
    const auto texts = [&](Role role, const std::string& position) {
        std::set<std::string> found;
        const test::HttpAnswer answer = place.ask(role, address(position));
        REQUIRE(answer.status == 200);
        const auto cards = nlohmann::json::parse(answer.body);
        CHECK(std::to_string(cards.at("at").get<std::uint64_t>()) == position);
        CHECK(cards.at("time") > 0);
        for (const auto& card : cards.at("cards")) {
            found.insert(card.at("text").get<std::string>());
        }
        return found;
    };
    using Texts = std::set<std::string>;
    CHECK(texts(Role::Facilitator, then) == Texts{"une salle"});
    CHECK(texts(Role::Observer, last) == Texts{"une salle"});
    CHECK(texts(Role::Facilitator, last) == Texts{"une salle", "PLANTED"});
    const test::HttpAnswer kept = place.ask(Role::Observer, address(last));
    CHECK(kept.headers.at("content-type") == "application/json");
    CHECK(kept.headers.at("cache-control") == "private, max-age=31536000, immutable");
    for (const Role role : {Role::Observer, Role::Facilitator}) {
        const test::HttpAnswer beyond = place.ask(role, address(last + "0"));
        CHECK(beyond.status == 404);
        CHECK(beyond.headers.at("content-type") == "application/problem+json");
    }
    CHECK(place.ask(Role::Observer, "/00000000000000ff/" + last + ".json").status == 404);
    CHECK(place.ask(Role::Observer, address("x")).status == 404);
}

TEST_CASE("a moment can be had as a PNG, by whom and without what the SVG is [F3]") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.add("une salle");
    const auto address = [&](const std::string& end) {
        const nlohmann::json index = place.index(Role::Observer);
        return "/" + index.at("history").get<std::string>() + "/" +
               std::to_string(index.at("position").get<std::uint64_t>()) + end;
    };
    const std::string before = address(".png");
    place.set(SettingKey::Phase, 1);
    for (int i = 0; i < 8; ++i) {
        place.add("PLANTED");
    }
    const std::string after = address(".png");
    const auto height = [&](Role role, const std::string& rest) {
        const test::HttpAnswer png = place.ask(role, rest, "gzip");
        REQUIRE(png.status == 200);
        CHECK(png.headers.at("content-type") == "image/png");
        CHECK(png.headers.at("cache-control") == "private, max-age=31536000, immutable");
        CHECK(png.headers.count("content-encoding") == 0);
        REQUIRE(png.body.starts_with("\x89PNG\r\n\x1a\n"));
        const auto byte = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(png.body.at(at))}; };
        return byte(22) * 256 + byte(23);
    };
    // A column with eight cards more is that much higher for whoever sees them.
    CHECK(height(Role::Observer, after) == height(Role::Observer, before));
    CHECK(height(Role::Facilitator, after) > height(Role::Observer, after));
    CHECK(height(Role::Observer, before + "?width=800") < height(Role::Observer, before));
    CHECK(place.ask(Role::Observer, before + "?width=100000").status == 400);
    CHECK(place.ask(Role::Observer, before + "?width=none").status == 400);
    test::HttpRequest stranger;
    stranger.target = "/api/v1/boards/" + place.instance.board().text() + "/history" + before;
    CHECK(test::exchange(place.server.port(), stranger).status == 401);
}

TEST_CASE("a day can be had on one sheet and as a film, without what was hidden then [F3]") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.add("une salle");
    place.set(SettingKey::Phase, 1);
    place.add("PLANTED");
    const std::string hidden = std::to_string(place.lead->session().position().value);
    place.set(SettingKey::Phase, 2);
    place.add("un parvis");
    const nlohmann::json index = place.index(Role::Observer);
    const std::string history = "/" + index.at("history").get<std::string>() + "/";
    const std::string last = std::to_string(index.at("position").get<std::uint64_t>());
    const auto count = [&](Role role, const std::string& what) {
        const Bytes svg = place.ask(role, history + last + "/phases.svg").body;
        std::size_t found = 0;
        for (std::size_t at = svg.find(what); at != Bytes::npos; at = svg.find(what, at + 1)) {
            ++found;
        }
        return found;
    };
    // At the end of phase 1 only facilitators saw it, at the end of phase 2 everybody.
    CHECK(count(Role::Observer, "PLANTED") == 1);
    CHECK(count(Role::Facilitator, "PLANTED") == 2);
    CHECK(count(Role::Observer, "une salle") == 3);
    CHECK(count(Role::Observer, ">2. Ensemble<") == 1);
    const test::HttpAnswer sheet = place.ask(Role::Observer, history + last + "/phases.png?width=900");
    CHECK(sheet.status == 200);
    CHECK(sheet.body.starts_with("\x89PNG"));
    CHECK(place.ask(Role::Observer, history + last + "0/phases.svg").status == 404);

    const test::HttpAnswer film = place.ask(Role::Observer, history + "0-" + last + ".webp");
    REQUIRE(film.status == 200);
    CHECK(film.headers.at("content-type") == "image/webp");
    CHECK(film.headers.at("cache-control") == "private, max-age=31536000, immutable");
    CHECK(film.body.starts_with("RIFF"));
    const auto seen_by = [&](Role role) { return place.ask(role, history + "0-" + hidden + ".webp").body; };
    CHECK(seen_by(Role::Screen) == seen_by(Role::Observer));
    CHECK((seen_by(Role::Facilitator) == seen_by(Role::Observer)) == false);  // not as text: a failure would print them
    CHECK(place.ask(Role::Observer, history + last + "-" + last + ".webp").status == 400);
    CHECK(place.ask(Role::Observer, history + "0-" + last + "0.webp").status == 404);
}

TEST_CASE("a past is for whoever may enter the board, and addresses that are none are told so") {
    Place place;
    place.add("un");
    const nlohmann::json index = place.index(Role::Observer);
    CHECK(place.ask(Role::Observer, "", "", "POST").status == 405);
    test::HttpRequest stranger;
    stranger.target = "/api/v1/boards/" + place.instance.board().text() + "/history";
    const test::HttpAnswer refused = test::exchange(place.server.port(), stranger);
    CHECK(refused.status == 401);
    CHECK(nlohmann::json::parse(refused.body).at("reason") == "bad_token");
    CHECK(place.ask(Role::Observer, "/0000000000000001/0-1").status == 404);
    const std::string history = "/" + index.at("history").get<std::string>() + "/";
    CHECK(place.ask(Role::Observer, history + "7-9000").status == 400);
    CHECK(place.ask(Role::Observer, history + "3000-3001").status == 404);
    CHECK(place.ask(Role::Observer, history + "x").status == 404);
}

TEST_CASE("a facilitator starts again from a moment on a board of its own, and the one it came from goes on") {
    Place place;
    place.set(SettingKey::RunOfShow, 0, kShow);
    place.add("une salle");
    const std::string then = std::to_string(place.lead->session().position().value);
    place.add("un projecteur");
    const std::string history = place.index(Role::Facilitator).at("history");
    const auto start_again = [&](Role role, const std::string& position, const std::string& body) {
        test::HttpRequest request;
        request.method = "POST";
        request.target =
            "/api/v1/boards/" + place.instance.board().text() + "/history/" + history + "/" + position + "/board";
        request.headers = {{"Authorization", "Bearer " + place.instance.token(role)}};
        request.body = body;
        return test::exchange(place.server.port(), request);
    };
    const std::string body = R"({"title":"Une autre voie"})";
    CHECK(start_again(Role::Participant, then, body).status == 403);
    CHECK(start_again(Role::Screen, then, body).status == 403);
    CHECK(start_again(Role::Facilitator, then, "{}").status == 400);
    CHECK(start_again(Role::Facilitator, then, R"({"title":""})").status == 400);
    CHECK(start_again(Role::Facilitator, "90000", body).status == 404);
    const test::HttpAnswer answer = start_again(Role::Facilitator, then, body);
    REQUIRE(answer.status == 201);
    const nlohmann::json made = nlohmann::json::parse(answer.body);
    CHECK(made.at("title") == "Une autre voie");

    // The same links of the atelier open it; what is written there stays there.
    test::Address address;
    address.port = place.server.port();
    address.board = parse_board_id(made.at("board").get<std::string>()).value();
    test::WsClient guest(place.context, address, place.instance.token(Role::Participant), 7);
    guest.connect();
    REQUIRE(test::run_until_settled(place.context, {&guest}));
    CHECK(guest.session().board_card().title == "Une autre voie");
    REQUIRE(guest.session().board().items().size() == 1);
    CHECK(guest.session().board().items()[0].text.str() == "une salle");
    REQUIRE(guest.session().add_card(CardKind::Need, "une cour"));
    REQUIRE(test::run_until_settled(place.context, {&guest}));
    place.add("un café");
    CHECK(place.ana->session().board().items().size() == 3);
    CHECK(guest.session().board().items().size() == 2);

    // It is there after a restart, and its past begins with the other's.
    place.server.terminate();
    CHECK(place.server.wait() == 0);
    const auto boards = test::run_command({"boards", "--json", "--data", place.instance.data().string()});
    const nlohmann::json listed = nlohmann::json::parse(boards.out);
    const auto found = std::find_if(listed.begin(), listed.end(),
                                    [&](const nlohmann::json& one) { return one.at("board") == made.at("board"); });
    REQUIRE(found != listed.end());
    CHECK(found->at("origin").at("board") == place.instance.board().text());
    CHECK(std::to_string(found->at("origin").at("position").get<std::uint64_t>()) == then);
    const test::ServerProcess second(place.instance.data());
    address.port = second.port();
    test::WsClient later(place.context, address, place.instance.token(Role::Participant), 8);
    later.connect();
    REQUIRE(test::run_until_settled(place.context, {&later}));
    CHECK(later.session().board().items().size() == 2);
    CHECK(later.session().board().shared_hash() == guest.session().board().shared_hash());
}
