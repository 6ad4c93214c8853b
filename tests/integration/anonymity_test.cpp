// Nothing ties an anonymous card to who wrote it: every answer to others, the log, the data directory and the export are
// searched for the author's actor, voter and recovery code beside it (rule W34).
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "server/base/bytes.h"
#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/http_exchange.h"
#include "tests/support/planted.h"
#include "tests/support/poll_client.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using nlohmann::json;
using test::run_until;
using workshop::Role;

namespace {

constexpr const char* kShow = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
    {"title":"A","may":["fear","edit_own"]},
    {"title":"B","may":["fear","edit_own"],"anonymity":"nothing"},
    {"title":"C","may":["vote"],"anonymity":"nothing"}]})";

struct Hall {
    Hall() {
        address.port = server->port();
        address.board = instance.board();
        lead = join(instance.token(Role::Facilitator));
        ana = join(guest);
        bob = join(guest);
        set(board::SettingKey::RunOfShow, 0, kShow);
    }
    std::unique_ptr<test::WsClient> join(const std::string& token) {
        auto client = std::make_unique<test::WsClient>(context, address, token, ++seed);
        client->connect();
        REQUIRE(run_until(context, [&] { return client->is_live(); }));
        return client;
    }
    void set(board::SettingKey key, std::int64_t number, const std::string& text = "") {
        REQUIRE(lead->session().set({board::kNullId, key}, {number, text}));
        lead->pump();
        REQUIRE(test::run_until_settled(context, {lead.get(), ana.get(), bob.get()}));
    }
    test::HttpAnswer ask(const std::string& method, const std::string& what, const json& body = nullptr,
                         const std::string& key = "", const std::string& token = "") {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + instance.board().text() + what;
        request.headers = {{"Authorization", "Bearer " + (token.empty() ? guest : token)}};
        if (!key.empty()) {
            request.headers["Atelier-Edit-Key"] = key;
        }
        request.body = body.is_null() ? "" : body.dump();
        return test::exchange(server->port(), request);
    }
    // The text of the card of that answer, where Bob is; "" while he has none.
    std::string bob_reads(const std::string& item) const {
        const std::size_t dash = item.find('-');
        const board::Id id{ActorId{std::stoull(item.substr(0, dash), nullptr, 16)},
                           static_cast<std::uint32_t>(std::stoul(item.substr(dash + 1)))};
        const board::Item* card = bob->session().board().find(id);
        return card == nullptr || card->removed.value ? "" : card->text.str();
    }

    test::Instance instance;
    std::optional<test::ServerProcess> server{std::in_place, instance.data(),
                                              std::vector<std::string>{"--threads", "2"}};
    std::string guest = instance.token();
    test::Address address;
    boost::asio::io_context context;
    std::uint64_t seed = 0;
    std::unique_ptr<test::WsClient> lead, ana, bob;
};

json card(const std::string& text) {
    return {{"kind", "fear"}, {"text", text}, {"label", ""}};
}

bool has(const std::string& bytes, const std::string& planted) {
    return bytes.find(planted) != std::string::npos;
}

// In any of the ways in which the server writes one.
bool has_number(const std::string& bytes, std::uint64_t value) {
    const std::string little = test::little_endian(value);
    return has(bytes, little) || has(bytes, std::string(little.rbegin(), little.rend())) || has(bytes, to_hex(value));
}

std::string files_below(const std::filesystem::path& folder) {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            all += test::read_file(entry.path());
        }
    }
    return all;
}

std::string bytes_of(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

const std::string kKey(64, 'a');
const std::string kOtherKey(64, 'b');

}  // namespace

TEST_CASE("[W34][J5] an anonymous card is added once, read by others at once, and changed by its key alone") {
    Hall hall;
    hall.set(board::SettingKey::Phase, 2);
    const test::HttpAnswer made = hall.ask("POST", "/anonymous-cards", card("Peur du vide"), kKey);
    REQUIRE(made.status == 201);
    const std::string item = json::parse(made.body).at("item").get<std::string>();
    REQUIRE(run_until(hall.context, [&] { return hall.bob_reads(item) == "Peur du vide"; }));
    const test::HttpAnswer again = hall.ask("POST", "/anonymous-cards", card("Peur du vide"), kKey);
    CHECK(again.status == 201);
    CHECK(again.body == made.body);

    CHECK(hall.ask("PATCH", "/anonymous-cards", {{"text", "Peur du plein"}}, kOtherKey).status == 404);
    REQUIRE(hall.ask("PATCH", "/anonymous-cards", {{"text", "Peur du plein"}}, kKey).status == 204);
    REQUIRE(run_until(hall.context, [&] { return hall.bob_reads(item) == "Peur du plein"; }));

    // The right of somebody else on the board will do, and a server that started again knows the key.
    hall.server->kill();
    hall.server.emplace(hall.instance.data(), std::vector<std::string>{});
    hall.bob->set_port(hall.server->port());
    REQUIRE(hall.ask("DELETE", "/anonymous-cards", nullptr, kKey, hall.instance.token()).status == 204);
    REQUIRE(run_until(hall.context, [&] { return hall.bob_reads(item).empty(); }));
}

TEST_CASE("[W34][S8] what is no card, no key or not for this phase is refused, in words") {
    Hall hall;
    hall.set(board::SettingKey::Phase, 2);
    for (const std::string& key : {std::string(), std::string("zz"), std::string(62, 'a'), std::string(64, 'x')}) {
        CHECK(hall.ask("POST", "/anonymous-cards", card("x"), key).status == 400);
    }
    for (const json& bad : {json{{"kind", "king"}, {"text", "x"}}, json{{"kind", "fear"}, {"text", ""}}, json(7),
                            json{{"kind", "fear"}, {"text", "x"}, {"label", "ADEME"}},
                            json{{"kind", "fear"}, {"text", "\x01"}, {"label", ""}}}) {
        CHECK(hall.ask("POST", "/anonymous-cards", bad, kKey).status == 400);
    }
    CHECK(hall.ask("PUT", "/anonymous-cards", nullptr, kKey).status == 405);
    CHECK(hall.ask("GET", "/anonymous-cards", nullptr, kKey).status == 404);  // there is no card of that key yet
    CHECK(hall.ask("POST", "/anonymous-cards", card("x"), kKey, "forged").status == 401);
    CHECK(hall.ask("POST", "/anonymous-cards", card("x"), kKey, hall.instance.token(Role::Screen)).status == 403);
    const json kind = {{"kind", "fear"}, {"text", "x"}, {"label", "entreprise"}};
    const test::HttpAnswer tells = hall.ask("POST", "/anonymous-cards", kind, kKey);
    CHECK(tells.status == 409);
    CHECK(json::parse(tells.body).at("reason") == "tells_too_much");
    hall.set(board::SettingKey::Phase, 3);
    const test::HttpAnswer late = hall.ask("POST", "/anonymous-cards", card("x"), kKey);
    CHECK(late.status == 409);
    CHECK(json::parse(late.body).at("reason") == "not_now");

    CHECK(hall.ask("POST", "/authorship", {{"level", "nothing"}}).status == 403);
    const std::string lead = hall.instance.token(Role::Facilitator);
    CHECK(hall.ask("POST", "/authorship", {{"level", "organisation"}}, "", lead).status == 400);
    CHECK(hall.ask("GET", "/authorship", nullptr, "", lead).status == 405);
    CHECK(hall.ask("POST", "/authorship", {{"level", "nothing"}}, "", lead).status == 204);

    unsigned status = 409;
    for (int tries = 0; status == 409 && tries < 1000; ++tries) {
        status = hall.ask("POST", "/anonymous-cards", card("x"), kKey).status;
    }
    CHECK(status == 429);
}

TEST_CASE("[W34][J5][F3] no answer, log line, record or export has an anonymous card and its author side by side") {
    Hall hall;
    const ActorId ana = hall.ana->session().actor();
    const VoterId voter = hall.ana->session().voter();
    hall.set(board::SettingKey::Phase, 1);
    REQUIRE(hall.ana->session().add_card(board::CardKind::Fear, "SIGNED"));
    hall.ana->pump();
    REQUIRE(test::run_until_settled(hall.context, {hall.lead.get(), hall.ana.get(), hall.bob.get()}));
    REQUIRE(hall.ask("POST", "/code",
                     {{"actor", to_hex(ana.value)},
                      {"key", to_hex(hall.instance.actor_key(hall.instance.board(), ana))},
                      {"organisation", "Ville-plantée"}})
                .status == 201);
    hall.set(board::SettingKey::Phase, 2);
    const std::string key = to_hex(0xfeedfacecafebeefU) + to_hex(0x0123456789abcdefU) + to_hex(0xa5a5a5a55a5a5a5aU) +
                            to_hex(0x1122334455667788U);
    const test::HttpAnswer made = hall.ask("POST", "/anonymous-cards", card("PLANTED"), key);
    REQUIRE(made.status == 201);
    const std::string item = json::parse(made.body).at("item").get<std::string>();
    const std::uint64_t lone = std::stoull(item.substr(0, 16), nullptr, 16);
    REQUIRE(hall.ask("PATCH", "/anonymous-cards", {{"text", "PLANTED again"}}, key).status == 204);
    REQUIRE(run_until(hall.context, [&] { return hall.bob_reads(item) == "PLANTED again"; }));

    // Who polls gets both cards, each under its own number; facilitators' lists have the people and not the card.
    test::PollClient polls(hall.address, hall.guest, 77);
    REQUIRE(polls.exchange_until(hall.bob->session().position()));
    CHECK(polls.session().board().find({ActorId{lone}, 1}) != nullptr);
    const std::string lead = hall.instance.token(Role::Facilitator);
    for (const char* what : {"/people", "/links", "/audit", "/organisations"}) {
        const test::HttpAnswer listed = hall.ask("GET", what, nullptr, "", lead);
        REQUIRE(listed.status == 200);
        CHECK_FALSE(has_number(listed.body, lone));
    }
    hall.server->terminate();
    REQUIRE(hall.server->wait() == 0);
    const std::string log = hall.server->log();
    for (const std::uint64_t number : {lone, ana.value, voter.value}) {
        CHECK_FALSE(has_number(log, number));
    }
    CHECK_FALSE(has(log, "PLANTED"));
    CHECK_FALSE(has(log, "Ville-plant"));
    CHECK_FALSE(has(log, "anonymous"));

    // The key itself is nowhere; nor is the voter, who is computed.
    const std::string key_bytes = bytes_of(key);
    const std::string files = files_below(hall.instance.data());
    CHECK(has_number(files, ana.value));  // what is looked for can be found
    CHECK_FALSE(has(files, key));
    CHECK_FALSE(has(files, key_bytes));
    CHECK_FALSE(has_number(files, voter.value));
    {
        app::Config config;
        config.data = hall.instance.data();
        auto directory = app::open_data_directory(config, app::WhenAbsent::Fail);
        REQUIRE(directory);
        storage::Store& store = *directory->store;
        const auto records = store.read_log(hall.instance.board(), {}, {});
        REQUIRE(records);
        std::size_t of_card = 0;
        for (const storage::Record& record : *records) {
            of_card += has_number(record.batch, lone) ? 1U : 0U;
            CHECK_FALSE((has_number(record.batch, lone) && has_number(record.batch, ana.value)));
        }
        CHECK(of_card >= 2);
        const auto entries = store.list_entries("");
        REQUIRE(entries);
        for (const storage::Store::Entry& entry : *entries) {
            CHECK_FALSE(has_number(entry.key + entry.value, lone));
        }
        const auto row = store.get_actor(hall.instance.board(), ActorId{lone});
        REQUIRE(row);
        CHECK_FALSE(*row);
        CHECK(store.get_actor(hall.instance.board(), ana).value());
    }
    const auto exported =
        test::run_command({"export", "--board", "eau-craintes", "--out", "-", "--data", hall.instance.data().string()});
    REQUIRE(exported.status == 0);
    CHECK(has(exported.out, "PLANTED"));
    CHECK_FALSE(has(exported.out, key));
    std::istringstream lines(exported.out);
    for (std::string line; std::getline(lines, line);) {
        CHECK_FALSE((has_number(line, lone) && has_number(line, ana.value)));
    }
}

TEST_CASE("[J5] authorship that is taken away is gone for everybody who comes, and from recovery codes") {
    Hall hall;
    const ActorId ana = hall.ana->session().actor();
    hall.ana->session().sign_as("Ville-plantée");
    const auto signed_card = hall.ana->session().add_card(board::CardKind::Fear, "SIGNED");
    REQUIRE(signed_card);
    hall.ana->pump();
    REQUIRE(test::run_until_settled(hall.context, {hall.lead.get(), hall.ana.get(), hall.bob.get()}));
    REQUIRE(hall.ask("POST", "/organisations", {{"name", "Ville-plantée"}, {"kind", "collectivite"}}).status == 204);
    const test::HttpAnswer code = hall.ask("POST", "/code",
                                           {{"actor", to_hex(ana.value)},
                                            {"key", to_hex(hall.instance.actor_key(hall.instance.board(), ana))},
                                            {"organisation", "Ville-plantée"}});
    REQUIRE(code.status == 201);
    REQUIRE(run_until(hall.context, [&] { return hall.bob->session().board().find(*signed_card) != nullptr; }));
    const auto label = [&] { return hall.bob->session().board().find(*signed_card)->organisation.value; };
    CHECK(label() == "Ville-plantée");
    const std::string lead = hall.instance.token(Role::Facilitator);
    REQUIRE(hall.ask("POST", "/authorship", {{"level", "kind"}}, "", lead).status == 204);
    REQUIRE(run_until(hall.context, [&] { return label() == "collectivite"; }));
    const test::HttpAnswer back = hall.ask("POST", "/recover", json::parse(code.body));
    REQUIRE(back.status == 200);
    CHECK(json::parse(back.body).at("organisation") == "");
    REQUIRE(hall.ask("POST", "/authorship", {{"level", "nothing"}}, "", lead).status == 204);
    REQUIRE(run_until(hall.context, [&] { return label().empty(); }));
    const auto late = hall.join(hall.guest);
    CHECK_FALSE(has(late->session().board().encode(), "Ville-plant"));
}
