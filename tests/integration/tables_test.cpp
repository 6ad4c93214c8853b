// Tables: boards of their own for the sub-groups of a shared board, over HTTP, and cards that are brought from them.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using board::CardKind;
using board::kNullId;
using board::SettingKey;
using nlohmann::json;
using test::run_until;
using workshop::Role;

namespace {

constexpr const char* kShow = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
    {"title":"Chacun","may":["fear","need","edit_own"],"sees":"own"}]})";

struct Room {
    test::HttpAnswer ask(const std::string& method, const std::string& board, const std::string& what, Role role,
                         const json& body = nullptr) {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + board + what;
        request.headers = {{"Authorization", "Bearer " + instance.token(role)}};
        request.body = body.is_null() ? "" : body.dump();
        return test::exchange(server->port(), request);
    }
    test::HttpAnswer make(const json& titles, Role role = Role::Facilitator) {
        return ask("POST", shared, "/tables", role, {{"titles", titles}});
    }
    json tables(const std::string& board) {
        const test::HttpAnswer answer = ask("GET", board, "/tables", Role::Participant);
        REQUIRE(answer.status == 200);
        return json::parse(answer.body);
    }
    json cards(const std::string& board, Role role = Role::Participant) {
        const test::HttpAnswer answer = ask("GET", board, "/cards", role);
        REQUIRE(answer.status == 200);
        return json::parse(answer.body);
    }
    std::unique_ptr<test::WsClient> join(const std::string& board, Role role) {
        test::Address address;
        address.port = server->port();
        address.board = parse_board_id(board).value();
        auto client = std::make_unique<test::WsClient>(context, address, instance.token(role), ++seed);
        client->connect();
        REQUIRE(run_until(context, [&] { return client->is_live(); }));
        return client;
    }
    void settle(test::WsClient& client) {
        client.pump();
        REQUIRE(test::run_until_settled(context, {&client}));
    }

    test::Instance instance;
    std::optional<test::ServerProcess> server{std::in_place, instance.data(), std::vector<std::string>{}};
    std::string shared = instance.board().text();
    boost::asio::io_context context;
    std::uint64_t seed = 0;
};

std::vector<std::string> titles_of(const json& answer) {
    std::vector<std::string> titles;
    for (const json& table : answer.at("tables")) {
        titles.push_back(table.at("title"));
    }
    return titles;
}

}  // namespace

TEST_CASE("a facilitator makes tables in one go, they have the run of show and stay after a restart") {
    Room room;
    const auto lead = room.join(room.shared, Role::Facilitator);
    REQUIRE(lead->session().set({kNullId, SettingKey::RunOfShow}, {0, kShow}));
    REQUIRE(lead->session().set({kNullId, SettingKey::Phase}, {1, ""}));
    REQUIRE(lead->session().add_card(CardKind::Need, "déjà là"));
    room.settle(*lead);

    for (const Role role : {Role::Participant, Role::Screen, Role::Observer}) {
        CHECK(room.make({"Table 1"}, role).status == 403);
    }
    for (const json& titles : {json::array(), json({"A", "A"}), json({""}), json({1}), json("A"),
                               json({std::string(257, 'x')}), json(std::vector<std::string>(31, "A"))}) {
        CAPTURE(titles.dump());
        CHECK(room.make(titles).status == 400);
    }
    CHECK(room.tables(room.shared) == json{{"tables", json::array()}});
    std::vector<std::string> wanted;
    for (int number = 1; number <= 12; ++number) {
        wanted.push_back("Table " + std::to_string(number));
    }
    const test::HttpAnswer answer = room.make(wanted);
    REQUIRE(answer.status == 201);
    CHECK(titles_of(json::parse(answer.body)) == wanted);
    CHECK(room.make(wanted).status == 201);  // asked again: the answer was lost
    CHECK(titles_of(room.tables(room.shared)) == wanted);
    CHECK(room.make(std::vector<std::string>{"Table 12", "Balcon"}).status == 201);
    wanted.emplace_back("Balcon");
    std::vector<std::string> more;
    for (int number = 0; number < 18; ++number) {
        more.push_back("Trop " + std::to_string(number));
    }
    CHECK(room.make(more).status == 429);  // 31 in all: not even the first of them

    const std::string table = room.tables(room.shared).at("tables").at(1).at("board");
    const auto guest = room.join(table, Role::Participant);
    CHECK(guest->session().board_card().title == "Table 2");
    CHECK(guest->session().board().items().empty());
    CHECK(guest->session().board().setting({kNullId, SettingKey::RunOfShow})->value.text == kShow);
    CHECK(guest->session().board().setting_number({kNullId, SettingKey::Phase}) == 0);
    CHECK(room.ask("POST", table, "/tables", Role::Facilitator, {{"titles", {"x"}}}).status == 409);

    room.server.reset();
    const auto boards = test::run_command({"boards", "--json", "--data", room.instance.data().string()});
    const json listed = json::parse(boards.out);
    CHECK(std::count_if(listed.begin(), listed.end(),
                        [&](const json& board) { return board.value("table_of", "") == room.shared; }) == 13);
    room.server.emplace(room.instance.data(), std::vector<std::string>{});
    const json there = room.tables(table);
    CHECK(titles_of(there) == wanted);
    CHECK(there.at("shared").at("board") == room.shared);
}

TEST_CASE("what lies on a board is told as everybody there sees it") {
    Room room;
    const auto lead = room.join(room.shared, Role::Facilitator);
    const auto need = lead->session().add_card(CardKind::Need, "une salle").value();
    const auto solution = lead->session().add_card(CardKind::Solution, "le préau").value();
    const auto gone = lead->session().add_card(CardKind::Need, "retirée").value();
    const auto parked = lead->session().add_card(CardKind::Need, "de côté").value();
    const auto thread = lead->session().add_thread("Où se voir").value();
    REQUIRE(lead->session().add_link(solution, need, board::Verb::Answers));
    REQUIRE(lead->session().add_link(solution, gone, board::Verb::Answers));
    REQUIRE(lead->session().join_thread(thread, need));
    REQUIRE(lead->session().join_thread(thread, gone));
    REQUIRE(lead->session().set_removed(gone, true));
    REQUIRE(lead->session().set({parked, SettingKey::Parked}, {1, ""}));
    room.settle(*lead);
    const json all = room.cards(room.shared);
    REQUIRE(all.at("cards").size() == 2);
    CHECK(all.at("cards").at(0).at("text") == "une salle");
    CHECK(all.at("cards").at(0).at("kind") == "need");
    CHECK(all.at("cards").at(1).at("links") ==
          json::array({{{"to", all.at("cards").at(0).at("id")}, {"verb", "answers"}}}));
    REQUIRE(all.at("threads").size() == 1);
    CHECK(all.at("threads").at(0).at("text") == "Où se voir");
    CHECK(all.at("threads").at(0).at("cards") == json::array({all.at("cards").at(0).at("id")}));

    REQUIRE(lead->session().set({kNullId, SettingKey::RunOfShow}, {0, kShow}));
    REQUIRE(lead->session().set({kNullId, SettingKey::Phase}, {1, ""}));
    room.settle(*lead);
    REQUIRE(lead->session().add_card(CardKind::Fear, "cachée"));
    room.settle(*lead);
    CHECK(room.cards(room.shared).at("cards").size() == 2);
    CHECK(room.cards(room.shared, Role::Facilitator).at("cards").size() == 3);
}

TEST_CASE("a card that is brought keeps its organisation and where it came from, whoever brings it") {
    Room room;
    REQUIRE(room.make({"Table 1"}).status == 201);
    const std::string table = room.tables(room.shared).at("tables").at(0).at("board");
    const auto there = room.join(table, Role::Participant);
    REQUIRE(there->session().add_card(CardKind::Need, "une salle"));
    room.settle(*there);
    const json card = room.cards(table).at("cards").at(0);

    const auto here = room.join(room.shared, Role::Participant);
    const std::string organisation = "Ville de Lorient";
    const auto brought = here->session().add_card(CardKind::Need, card.at("text").get<std::string>(), &organisation);
    const std::string origin = table + " " + card.at("id").get<std::string>() + " Table 1";
    REQUIRE(here->session().set({brought.value(), SettingKey::Origin}, {0, origin}));
    room.settle(*here);
    const json seen = room.cards(room.shared).at("cards").at(0);
    CHECK(seen.at("organisation") == organisation);
    CHECK(seen.at("origin") == origin);
}
