// `atelier rehearse` against the real server: what it says of a sound place, of a server that dies meanwhile, through TLS,
// and of what cannot be rehearsed.
// SPDX-License-Identifier: MIT
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/findings.h"
#include "tests/support/finished_command.h"
#include "tests/support/server_process.h"
#include "tests/support/tls_door.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using Json = nlohmann::json;

namespace {

const std::map<std::string, std::string> kEnglish{{"LC_ALL", "C.UTF-8"}};

std::string link_to(const test::Instance& instance, std::uint16_t port, const char* scheme = "http://",
                    workshop::Role role = workshop::Role::Participant) {
    return scheme + std::string("127.0.0.1:") + std::to_string(port) + "/#b=" + instance.board().text() +
           "&t=" + instance.token(role);
}

test::FinishedCommand rehearse(const std::string& link, std::vector<std::string> more,
                               std::map<std::string, std::string> environment = kEnglish) {
    std::vector<std::string> line{"rehearse", "--url", link, "--people", "12"};
    line.insert(line.end(), more.begin(), more.end());
    return test::run_command(line, environment);
}

// What somebody who comes afterwards sees.
struct Visitor {
    Visitor(const test::Instance& instance, std::uint16_t port)
        : client(context, test::Address{port, instance.board(), {}}, instance.token(), 99) {
        client.connect();
        REQUIRE(test::run_until_settled(context, {&client}));
    }
    std::size_t cards() {
        std::size_t count = 0;
        for (const board::Item& item : client.session().board().items()) {
            count += item.removed.value ? 0U : 1U;
        }
        return count;
    }
    // As the server counted them: opinions, since no phase is on.
    std::size_t votes() {
        std::size_t count = 0;
        for (const board::SettingEntry& entry : client.session().board().settings()) {
            if (entry.name.key != board::SettingKey::Tally || entry.setting.value.text.empty()) {
                continue;
            }
            for (const Json& poll : Json::parse(entry.setting.value.text)) {
                for (const Json& voters : poll["counts"]) {
                    count += voters.get<std::size_t>();
                }
            }
        }
        return count;
    }
    boost::asio::io_context context;
    test::WsClient client;
};

}  // namespace

TEST_CASE("a rehearsal in a sound place: everybody comes, all is kept and seen, and the board is as it was") {
    const test::Instance instance;
    const test::ServerProcess server(instance.data());
    REQUIRE(server.port() != 0);
    const auto ran = rehearse(link_to(instance, server.port()), {"--minutes", "0.06", "--every", "0.2", "--json"});
    INFO(ran.out);
    const Json report = Json::parse(ran.out);
    const Json& figures = report["figures"];
    CHECK(figures["joined"] == 12);
    CHECK(figures["there_at_end"] == 12);
    CHECK(figures["cards"] > 12);
    CHECK(figures["kept_p50_ms"] > 0);
    CHECK(figures["seen_p50_ms"] > 0);
    CHECK(figures["unseen"] == 0);
    CHECK(figures["same_everywhere"] == true);
    CHECK(figures["refused"].empty());
    CHECK(figures["cuts"] == 0);
    for (const char* name : {"connections", "nothing-lost", "refused"}) {
        CHECK(test::find(report, name)["state"] == "ok");
    }
    Visitor visitor(instance, server.port());
    CHECK(visitor.cards() == 0);
    CHECK(test::run_until(visitor.context, [&] { return visitor.votes() == 0; }));
    CHECK(visitor.client.session().board().items().size() == figures["cards"]);  // the history knows

    // What is kept on purpose: as many cards and votes as it says, and a second time only on purpose, too.
    const auto kept =
        rehearse(link_to(instance, server.port()), {"--minutes", "0.05", "--every", "0.2", "--json", "--keep"});
    const Json left = Json::parse(kept.out)["figures"];
    Visitor after(instance, server.port());
    CHECK(after.cards() == left["cards"]);
    CHECK(test::run_until(after.context, [&] { return after.votes() == left["ballots"]; }));
    CHECK(rehearse(link_to(instance, server.port()), {"--minutes", "0.02"}).status == 1);
    CHECK(rehearse(link_to(instance, server.port()), {"--minutes", "0.02", "--on-used-board", "--keep"}).status == 0);
}

TEST_CASE("a server that dies and comes back in the middle of a rehearsal is noticed, and has lost nothing") {
    const test::Instance instance;
    auto server = std::make_unique<test::ServerProcess>(instance.data());
    REQUIRE(server->port() != 0);
    const std::uint16_t port = server->port();
    auto ran = std::async(std::launch::async, [&] {
        return rehearse(link_to(instance, port), {"--minutes", "0.15", "--every", "0.2", "--json", "--keep"});
    });
    {
        Visitor visitor(instance, port);
        REQUIRE(test::run_until(visitor.context, [&] { return visitor.cards() > 10; }));
    }
    server->kill();
    server = std::make_unique<test::ServerProcess>(instance.data(),
                                                   std::vector<std::string>{"--port", std::to_string(port)});
    REQUIRE(server->port() == port);
    const Json report = Json::parse(ran.get().out);
    INFO(report.dump());
    CHECK(report["figures"]["cuts"] > 0);
    CHECK(report["figures"]["there_at_end"] == 12);
    CHECK(report["figures"]["same_everywhere"] == true);
    CHECK(test::find(report, "connections")["state"] == "warning");
    CHECK(test::find(report, "nothing-lost")["state"] == "ok");
    Visitor visitor(instance, port);
    CHECK(visitor.cards() == report["figures"]["cards"]);
}

TEST_CASE(
    "[W32] reveals in the middle of a rehearsal ask everybody back, which is no cut, and all see all in the end") {
    const test::Instance instance;
    const test::ServerProcess server(instance.data());
    REQUIRE(server.port() != 0);
    boost::asio::io_context context;
    test::WsClient lead(context, test::Address{server.port(), instance.board(), {}},
                        instance.token(workshop::Role::Facilitator), 5);
    lead.connect();
    REQUIRE(test::run_until_settled(context, {&lead}));
    const std::string show = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
        {"title":"Chacun","may":["fear","need","edit_own"],"sees":"own"},
        {"title":"Ensemble","may":["fear","need","edit_own","link","vote"]}]})";
    const auto put_on = [&](board::SettingKey key, std::int64_t number, const std::string& text) {
        REQUIRE(lead.session().set({board::kNullId, key}, {number, text}));
        REQUIRE(test::run_until_settled(context, {&lead}));
    };
    put_on(board::SettingKey::RunOfShow, 0, show);
    auto ran = std::async(std::launch::async, [&] {
        return rehearse(link_to(instance, server.port()), {"--minutes", "0.2", "--every", "0.2", "--json", "--keep"});
    });
    const auto write_on = [&] {
        const std::size_t before = lead.session().board().items().size();
        REQUIRE(test::run_until(context, [&] { return lead.session().board().items().size() > before + 10; }));
    };
    write_on();
    for (int round = 0; round < 2; ++round) {
        put_on(board::SettingKey::Phase, 1, "");
        write_on();
        put_on(board::SettingKey::Phase, 2, "");
        write_on();
    }
    const Json report = Json::parse(ran.get().out);
    INFO(report.dump());
    const Json& figures = report["figures"];
    CHECK(figures["there_at_end"] == 12);
    CHECK(figures["cuts"] == 0);
    CHECK(test::find(report, "connections")["state"] == "ok");  // nobody was put off again and again
    CHECK(figures["same_everywhere"] == true);
    CHECK(figures["unseen"] == 0);
}

TEST_CASE("a rehearsal comes through TLS when the certificate is trusted, and not otherwise") {
    const test::Instance instance;
    const test::ServerProcess server(instance.data());
    REQUIRE(server.port() != 0);
    const test::TlsDoor door(server.port(), instance.data());
    const std::string link = link_to(instance, door.port(), "https://");
    const std::vector<std::string> arguments{"--minutes", "0.03", "--every", "0.2"};
    auto trusting = kEnglish;
    trusting["SSL_CERT_FILE"] = door.certificate().string();
    const auto trusted = rehearse(link, arguments, trusting);
    INFO(trusted.out);
    CHECK(trusted.status == 0);
    CHECK(trusted.out.find("all 12 came in") != std::string::npos);
    CHECK(trusted.out.find("With 12 people it will work") != std::string::npos);
    const auto stranger = rehearse(link, arguments);
    CHECK(stranger.status == 1);
    CHECK(stranger.out.empty());
}

TEST_CASE("what cannot be rehearsed is said at once: a wrong link, another role, nobody there") {
    const test::Instance instance;
    auto server = std::make_unique<test::ServerProcess>(instance.data());
    REQUIRE(server->port() != 0);
    CHECK(rehearse("http://127.0.0.1/#t=x", {}).status == 2);
    CHECK(rehearse(link_to(instance, server->port()) + "x", {}).status == 1);
    CHECK(rehearse(link_to(instance, server->port(), "http://", workshop::Role::Facilitator), {}).status == 1);
    CHECK(rehearse(link_to(instance, server->port(), "http://", workshop::Role::Screen), {}).status == 1);
    CHECK(test::run_command({"rehearse", "--people", "3"}).status == 2);
    CHECK(rehearse(link_to(instance, server->port()), {"--minutes", "0"}).status == 2);
}
