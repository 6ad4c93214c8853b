// Tables: boards of their own for the sub-groups of a shared board, over HTTP, and cards that are brought from them.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "server/base/bytes.h"
#include "server/http/hex.h"
#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using board::CardKind;
using board::kNullId;
using board::SettingKey;
using http::from_hex;
using http::parse_hex;
using nlohmann::json;
using test::run_until;
using workshop::Role;

namespace {

constexpr const char* kShow = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
    {"title":"Chacun","may":["fear","need","edit_own"],"sees":"own"}]})";

// Who somebody is on one board, and the proof of it.
struct Self {
    ActorId actor;
    Bytes key;
    VoterId voter;

    Bytes saved() const {
        v1::SavedClient saved;
        saved.set_actor(actor.value);
        saved.set_actor_key(key);
        saved.set_voter(voter.value);
        return saved.SerializeAsString();
    }
};

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
    std::unique_ptr<test::WsClient> arrive(const std::string& board, const std::string& token, const Self& self = {}) {
        test::Address address;
        address.port = server->port();
        address.board = parse_board_id(board).value();
        auto client = std::make_unique<test::WsClient>(context, address, token, ++seed);
        if (self.actor != ActorId{}) {
            REQUIRE(client->session().restore(self.saved()));
        }
        client->connect();
        return client;
    }
    std::unique_ptr<test::WsClient> join(const std::string& board, Role role, const Self& self = {}) {
        auto client = arrive(board, instance.token(role), self);
        REQUIRE(run_until(context, [&] { return client->is_live(); }));
        return client;
    }
    // Who that person is on every other board that belongs to this one.
    std::map<std::string, Self> places(const std::string& board, test::WsClient& client) {
        const ActorId actor = client.session().actor();
        const Bytes key = instance.actor_key(parse_board_id(board).value(), actor);
        const test::HttpAnswer answer =
            ask("POST", board, "/places", Role::Participant, {{"actor", to_hex(actor.value)}, {"key", to_hex(key)}});
        REQUIRE(answer.status == 200);
        std::map<std::string, Self> selves;
        const json told = json::parse(answer.body);
        for (const json& place : told.at("places")) {
            selves[place.at("board")] = {{parse_hex(place.at("actor").get<std::string>()).value()},
                                         from_hex(place.at("key").get<std::string>()).value(),
                                         {parse_hex(place.at("voter").get<std::string>()).value()}};
        }
        return selves;
    }
    test::HttpAnswer send_away(const std::string& board, test::WsClient& client) {
        return ask("DELETE", board, "/people/" + to_hex(client.session().actor().value), Role::Facilitator);
    }
    // Waits for that word: a client that comes again is refused still from the time before.
    bool is_expelled(test::WsClient& client) {
        return run_until(context, [&] {
            const auto refusals = client.session().take_changes().refusals;
            return std::any_of(refusals.begin(), refusals.end(), [](const client::Refusal& refusal) {
                return refusal.reason == ErrorCode::Expelled && refusal.closing;
            });
        });
    }
    void restart() {
        server->kill();
        server.emplace(instance.data(), std::vector<std::string>{});
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

TEST_CASE(
    "[F11] who is sent away from a shared board is away from its tables too, and the other way round, after a restart "
    "as well") {
    Room room;
    REQUIRE(room.make({"Table 1", "Table 2"}).status == 201);
    const json tables = room.tables(room.shared).at("tables");
    const std::vector<std::string> boards{room.shared, tables.at(0).at("board"), tables.at(1).at("board")};
    for (const std::string& from : boards) {
        CAPTURE(from);
        const auto here = room.join(from, Role::Participant);
        const auto bystander = room.join(from, Role::Participant);
        std::map<std::string, Self> selves = room.places(from, *here);
        CHECK(selves.size() == 2);
        std::vector<std::unique_ptr<test::WsClient>> elsewhere;
        for (const auto& [board, self] : selves) {
            elsewhere.push_back(room.join(board, Role::Participant, self));
            CHECK(elsewhere.back()->session().actor() == self.actor);
            CHECK(elsewhere.back()->session().voter() == self.voter);
            // From there it is the same person, too.
            CHECK(room.places(board, *elsewhere.back()).at(from).actor == here->session().actor());
        }
        REQUIRE(room.send_away(from, *here).status == 204);
        CHECK(room.is_expelled(*here));
        for (const auto& client : elsewhere) {
            CHECK(room.is_expelled(*client));
        }
        CHECK(bystander->is_live());
        room.restart();
        for (const auto& [board, self] : selves) {
            CHECK(room.is_expelled(*room.arrive(board, room.instance.token(), self)));
        }
    }
}

TEST_CASE("who leads one table alone sends people away from that one alone") {
    Room room;
    REQUIRE(room.make({"Table 1"}).status == 201);
    const std::string table = room.tables(room.shared).at("tables").at(0).at("board");
    workshop::Capability lead;
    lead.role = Role::Facilitator;
    lead.atelier = "eau";
    lead.board = parse_board_id(table).value();
    lead.expires_ms = std::int64_t{1} << 52U;
    const auto shared = room.join(room.shared, Role::Participant);
    const Self self = room.places(room.shared, *shared).at(table);
    const auto there = room.join(table, Role::Participant, self);
    test::HttpRequest request;
    request.method = "DELETE";
    request.target = "/api/v1/boards/" + table + "/people/" + to_hex(self.actor.value);
    request.headers = {{"Authorization", "Bearer " + room.instance.sign(lead)}};
    REQUIRE(test::exchange(room.server->port(), request).status == 204);
    CHECK(room.is_expelled(*there));
    room.restart();
    shared->set_port(room.server->port());
    REQUIRE(run_until(room.context, [&] { return shared->is_live(); }));
    CHECK(room.is_expelled(*room.arrive(table, room.instance.token(), self)));
}

TEST_CASE("[A24] one code brings a person back on the shared board and at its tables, wherever it was made") {
    Room room;
    REQUIRE(room.make({"Table 1", "Table 2"}).status == 201);
    const json tables = room.tables(room.shared).at("tables");
    const std::vector<std::string> boards{room.shared, tables.at(0).at("board"), tables.at(1).at("board")};
    const auto ada = room.join(room.shared, Role::Participant);
    std::map<std::string, Self> selves = room.places(room.shared, *ada);
    selves[room.shared].actor = ada->session().actor();
    std::vector<std::string> codes;
    for (const std::string& board : boards) {
        const ActorId actor = selves.at(board).actor;
        const Bytes key = room.instance.actor_key(parse_board_id(board).value(), actor);
        const json body = {{"actor", to_hex(actor.value)}, {"key", to_hex(key)}, {"organisation", "Ville"}};
        const test::HttpAnswer made = room.ask("POST", board, "/code", Role::Participant, body);
        REQUIRE(made.status == 201);
        codes.push_back(json::parse(made.body).at("code"));
    }
    room.restart();
    for (const std::string& code : codes) {
        for (const std::string& board : boards) {
            CAPTURE(code, board);
            const test::HttpAnswer back = room.ask("POST", board, "/recover", Role::Participant, {{"code", code}});
            REQUIRE(back.status == 200);
            const json place = json::parse(back.body);
            CHECK(place.at("actor") == to_hex(selves.at(board).actor.value));
            CHECK(place.at("organisation") == "Ville");
        }
    }
    // At every board the same attempts are counted.
    unsigned wrong = 0;
    for (unsigned status = 404; status == 404 && wrong < 60; ++wrong) {
        status =
            room.ask("POST", boards.at(wrong % 3), "/recover", Role::Participant, {{"code", "pomme-cerf-nuage-42"}})
                .status;
    }
    CHECK(wrong < 30);
}

TEST_CASE(
    "where somebody is on the other boards is told to who can prove the actor, and of boards that the right opens") {
    Room room;
    REQUIRE(room.make({"Table 1"}).status == 201);
    const std::string table = room.tables(room.shared).at("tables").at(0).at("board");
    const auto ada = room.join(room.shared, Role::Participant);
    const std::string actor = to_hex(ada->session().actor().value);
    const json forged = {{"actor", actor}, {"key", to_hex(Bytes(16, 'x'))}};
    CHECK(room.ask("POST", room.shared, "/places", Role::Participant, forged).status == 403);
    CHECK(room.ask("POST", room.shared, "/places", Role::Participant, {{"actor", actor}}).status == 400);
    CHECK(room.ask("GET", room.shared, "/places", Role::Participant).status == 405);
    CHECK(room.places(room.instance.other_board().text(),
                      *room.join(room.instance.other_board().text(), Role::Participant))
              .empty());
}

TEST_CASE("how many people and cards are at each table, and which phase is on, is told in numbers alone") {
    Room room;
    const auto lead = room.join(room.shared, Role::Facilitator);
    REQUIRE(lead->session().set({kNullId, SettingKey::RunOfShow}, {0, kShow}));
    room.settle(*lead);
    REQUIRE(room.make({"Table 1", "Table 2"}).status == 201);
    const std::string first = room.tables(room.shared).at("tables").at(0).at("board");
    const auto ana = room.join(first, Role::Participant);
    const auto bea = room.join(first, Role::Participant);
    const auto looking = room.join(first, Role::Observer);
    REQUIRE(ana->session().add_card(CardKind::Need, "un secret de table"));
    REQUIRE(ana->session().add_card(CardKind::Fear, "une peur"));
    room.settle(*ana);
    REQUIRE(room.ask("POST", first, "/phase", Role::Facilitator, {{"number", 1}}).status == 204);
    const test::HttpAnswer told = room.ask("GET", room.shared, "/tables/now", Role::Screen);
    REQUIRE(told.status == 200);
    const json tables = json::parse(told.body).at("tables");
    REQUIRE(tables.size() == 2);
    CHECK(tables.at(0).at("title") == "Table 1");
    CHECK(tables.at(0).at("people") == 2);
    CHECK(tables.at(0).at("cards") == 2);
    CHECK(tables.at(0).at("phase").at("title") == "Chacun");
    CHECK(tables.at(0).at("phase").at("of") == 1);
    CHECK(tables.at(1).at("people") == 0);
    CHECK(tables.at(1).at("cards") == 0);
    CHECK_FALSE(tables.at(1).contains("phase"));
    CHECK(told.body.find("secret") == std::string::npos);
    CHECK(told.body.find(to_hex(ana->session().actor().value)) == std::string::npos);
    CHECK(room.ask("POST", room.shared, "/tables/now", Role::Screen).status == 405);
    CHECK(json::parse(room.ask("GET", first, "/tables/now", Role::Screen).body).at("tables").empty());
}
