// Content taken out of a history for good, against the real process: nothing on its disk and nothing it answers has it, who is
// there loses nothing, and what a kill broke off is finished by whoever opens the directory next.
// SPDX-License-Identifier: MIT
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/base/bytes.h"
#include "server/history/op_json.h"
#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/http_exchange.h"
#include "tests/support/planted.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using board::CardKind;
using test::run_until;
using test::run_until_settled;
using workshop::Role;

namespace {

using test::files_with;
using test::read_file;
constexpr const char* kSecret = test::kIncompressible;

bool has(const std::string& bytes) {
    return bytes.find(kSecret) != std::string::npos;
}

struct Place {
    Place() { serve(); }
    void serve(const std::vector<std::string>& arguments = {}) {
        server.emplace(instance.data(), arguments);
        REQUIRE(server->port() != 0);
        for (test::WsClient* client : {&lead, &ana}) {
            client->set_port(server->port());
            client->connect();
        }
        REQUIRE(run_until_settled(context, {&lead, &ana}));
    }
    test::HttpAnswer ask(Role role, const std::string& method, const std::string& rest, const std::string& body = "") {
        test::HttpRequest request;
        request.method = method;
        request.target = "/api/v1/boards/" + instance.board().text() + rest;
        request.headers = {{"Authorization", "Bearer " + instance.token(role)}};
        request.body = body;
        return test::exchange(server->port(), request);
    }
    test::HttpAnswer erase(board::Id item, Role role = Role::Facilitator) {
        return ask(role, "POST", "/erasures", nlohmann::json{{"items", {history::id_text(item)}}}.dump());
    }
    // Everything that the server tells of the past, to whoever sees most.
    std::string past() {
        std::string all = ask(Role::Facilitator, "GET", "/history").body;
        const nlohmann::json index = nlohmann::json::parse(all);
        const std::string history = "/history/" + index.at("history").get<std::string>() + "/";
        for (const nlohmann::json& piece : index.at("segments")) {
            const auto name = [&](const char* end) { return std::to_string(piece.at(end).get<std::uint64_t>()); };
            all += ask(Role::Facilitator, "GET", history + name("from") + "-" + name("to")).body;
        }
        for (const std::uint64_t position : moments) {
            all += ask(Role::Facilitator, "GET", history + std::to_string(position) + ".svg").body;
        }
        return all;
    }
    std::string archive() const {
        const std::string file = instance.data().string() + ".jsonl";
        REQUIRE(
            test::run_command({"export", "--data", instance.data().string(), "--board", "eau-craintes", "--out", file})
                .status == 0);
        std::string text = read_file(file);
        std::filesystem::remove(file);
        return text;
    }
    board::Id add_secret() {
        const auto made = ana.session().add_card(CardKind::Need, std::string("appelez ") + kSecret);
        REQUIRE(made);
        REQUIRE(run_until_settled(context, {&lead, &ana}));
        moments.push_back(ana.session().position().value);
        return *made;
    }

    test::Instance instance;
    boost::asio::io_context context;
    test::Address address{0, instance.board(), ""};
    test::WsClient lead{context, address, instance.token(Role::Facilitator), 1};
    test::WsClient ana{context, address, instance.token(), 2};
    std::optional<test::ServerProcess> server;
    std::vector<std::uint64_t> moments;
};

}  // namespace

TEST_CASE(
    "[P13] after an erasure a search finds nothing: on the disk, in the past, in exports; nobody there loses a thing") {
    Place place;
    const board::Id card = place.add_secret();
    const auto other = place.lead.session().add_card(CardKind::Fear, "une autre");
    REQUIRE(other);
    REQUIRE(run_until_settled(place.context, {&place.lead, &place.ana}));
    CHECK(files_with(place.instance.data(), kSecret) > 0);
    CHECK(has(place.past()));
    const std::string before = nlohmann::json::parse(place.ask(Role::Observer, "GET", "/history").body).at("history");

    CHECK(place.erase(card, Role::Participant).status == 403);
    CHECK(place.erase(board::Id{{77}, 7}).status == 404);
    REQUIRE(run_until(place.context, [&] { return place.ana.session().board().find(*other) != nullptr; }));
    // Somebody is in the middle of a sentence.
    REQUIRE(place.ana.session().edit_text(*other, 0, 0, "encore "));
    REQUIRE(place.erase(card).status == 204);
    REQUIRE(run_until(place.context, [&] {
        return place.lead.is_live() && place.ana.is_live() && place.ana.session().pending_ops() == 0 &&
               place.ana.session().board().shared_hash() == place.lead.session().board().shared_hash() &&
               place.lead.session().board().find(*other)->text.str() == "encore une autre";
    }));
    CHECK(place.lead.session().board().find(card)->removed.value);
    CHECK(place.lead.session().board().find(card)->text.str().empty());

    CHECK(files_with(place.instance.data(), kSecret) == 0);
    const std::string past = place.past();
    CHECK_FALSE(has(past));
    CHECK(past.find("Contenu retir") != std::string::npos);
    CHECK(past.find("\"what\":\"erase\"") != std::string::npos);
    CHECK(nlohmann::json::parse(place.ask(Role::Observer, "GET", "/history").body).at("history") != before);
    const std::string audit = place.ask(Role::Facilitator, "GET", "/audit").body;
    CHECK(audit.find("content_erased") != std::string::npos);
    CHECK_FALSE(has(audit + place.server->log()));

    // The board goes on, from the new history, also after a restart.
    REQUIRE(place.ana.session().add_card(CardKind::Story, "la suite"));
    REQUIRE(run_until_settled(place.context, {&place.lead, &place.ana}));
    place.server->terminate();
    CHECK(place.server->wait() == 0);
    CHECK(files_with(place.instance.data(), kSecret) == 0);
    CHECK_FALSE(has(place.archive()));
    CHECK(test::run_command({"verify", "--data", place.instance.data().string()}).status == 0);
    place.serve();
    CHECK(run_until(place.context, [&] {
        return place.lead.session().board().shared_hash() == place.ana.session().board().shared_hash();
    }));
}

TEST_CASE("[P13] an erasure that a kill broke off is finished by whoever opens the directory next") {
    for (const int after_ms : {0, 2, 5, 10, 20, 40}) {
        Place place;
        const board::Id card = place.add_secret();
        for (int i = 0; i < 40; ++i) {
            REQUIRE(place.lead.session().add_card(CardKind::Fear, "carte " + std::to_string(i)));
        }
        REQUIRE(run_until_settled(place.context, {&place.lead, &place.ana}));
        std::thread killer([&] {
            boost::asio::io_context clock;  // any moment will do
            boost::asio::steady_timer(clock, std::chrono::milliseconds(after_ms)).wait();
            place.server->kill();
        });
        unsigned status = 0;
        try {
            status = place.erase(card).status;
        } catch (const std::exception&) {
            status = 0;  // cut off
        }
        killer.join();
        const std::string archive = place.archive();
        const bool was_begun = archive.find("\"erased\"") != std::string::npos;
        CHECK((was_begun || status != 204));
        CHECK(has(archive) != was_begun);
        CHECK((!was_begun || files_with(place.instance.data(), kSecret) == 0));
        CHECK(test::run_command({"verify", "--data", place.instance.data().string()}).status == 0);
    }
}

TEST_CASE("[P13] two erasures at one moment are both done") {
    Place place;
    std::vector<board::Id> cards;
    for (int i = 0; i < 4; ++i) {
        cards.push_back(place.add_secret());
    }
    std::vector<unsigned> answers(cards.size());
    std::vector<std::thread> facilitators;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        facilitators.emplace_back([&, i] { answers[i] = place.erase(cards[i]).status; });
    }
    for (std::thread& facilitator : facilitators) {
        facilitator.join();
    }
    CHECK(answers == std::vector<unsigned>(cards.size(), 204));
    CHECK(files_with(place.instance.data(), kSecret) == 0);
    CHECK_FALSE(has(place.past()));
    place.server->terminate();
    CHECK(place.server->wait() == 0);
    CHECK(files_with(place.instance.data(), kSecret) == 0);
    CHECK(test::run_command({"verify", "--data", place.instance.data().string()}).status == 0);
}

TEST_CASE("[P14] a backup that is put back has what was removed since taken out again before anybody reads") {
    Place place;
    const std::string data = place.instance.data().string();
    const std::vector<std::string> with_ledger = {"--erasure-ledger", data + ".ledger"};
    const auto stop = [&] {
        place.lead.disconnect();
        place.ana.disconnect();
        place.server->terminate();
        CHECK(place.server->wait() == 0);
    };
    const board::Id card = place.add_secret();
    const auto other = place.lead.session().add_card(CardKind::Fear, "une autre");
    REQUIRE(other);
    REQUIRE(run_until_settled(place.context, {&place.lead, &place.ana}));
    stop();
    std::filesystem::copy(data, data + ".backup", std::filesystem::copy_options::recursive);
    place.serve(with_ledger);
    REQUIRE(place.erase(card).status == 204);
    stop();
    CHECK_FALSE(has(read_file(data + ".ledger")));

    std::filesystem::remove_all(data);
    std::filesystem::rename(data + ".backup", data);
    CHECK(files_with(data, kSecret) > 0);
    place.serve(with_ledger);  // the pages that were open come back too, with what they have seen
    CHECK(files_with(data, kSecret) == 0);
    CHECK_FALSE(has(place.past()));
    CHECK(place.lead.session().board().find(card)->text.str().empty());
    CHECK(place.lead.session().board().find(*other)->text.str() == "une autre");
    CHECK(place.server->log().find("erased_again") != std::string::npos);
    stop();
    CHECK(files_with(data, kSecret) == 0);
    CHECK(test::run_command({"verify", "--data", data}).status == 0);
    std::filesystem::remove(data + ".ledger");

    test::ServerProcess inside(place.instance.data(), {"--erasure-ledger", data + "/ledger"});
    CHECK(inside.port() == 0);
    CHECK(inside.log().find("erasure-ledger") != std::string::npos);
}
