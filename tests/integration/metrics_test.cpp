// What the server shows to whoever watches it: figures for Prometheus, on a listener of their own.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/metrics_page.h"
#include "tests/support/poll_client.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

namespace {

const std::vector<std::string> kWatched = {"--metrics-listen", "127.0.0.1:0"};

test::Address address_of(const test::ServerProcess& server, const test::Instance& instance) {
    test::Address address;
    address.port = server.port();
    address.board = instance.board();
    return address;
}

}  // namespace

TEST_CASE("connections and durable changes are counted as they come and go") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    REQUIRE(server.metrics_port() != 0);
    const test::MetricsPage before = test::read_metrics(server.metrics_port());
    CHECK(before["atelier_connections"] == 0);
    CHECK(before["atelier_ops_committed_total"] == 0);
    boost::asio::io_context context;
    test::WsClient client(context, address_of(server, instance), instance.token(), 1);
    client.connect();
    REQUIRE(run_until(context, [&] { return client.is_live(); }));
    for (int i = 0; i < 3; ++i) {
        REQUIRE(client.session().add_card(board::CardKind::Need, "une carte"));
        client.pump();
        REQUIRE(run_until(context, [&] { return client.session().pending_ops() == 0; }));
    }
    const test::MetricsPage during = test::read_metrics(server.metrics_port());
    CHECK(during["atelier_connections"] == 1);
    CHECK(during["atelier_connections_accepted_total"] == 1);
    CHECK(during["atelier_ops_committed_total"] == static_cast<double>(client.session().position().value));
    CHECK(during["atelier_commit_syncs_total"] >= 3);
    CHECK(during["atelier_commit_bytes_total"] > 0);
    client.disconnect();
    CHECK(run_until(context, [&] { return test::read_metrics(server.metrics_port())["atelier_connections"] == 0; }));
    test::HttpRequest foreign;
    foreign.method = "POST";
    foreign.target = "/api/v1/boards/" + instance.board().text() + "/sync";
    foreign.headers["Origin"] = "https://elsewhere.example";
    CHECK(test::exchange(server.port(), foreign).status == 403);
    CHECK(test::read_metrics(server.metrics_port())["atelier_origins_refused_total"] == 1);
}

TEST_CASE("members are counted by role while they are there, and boards while they are in memory") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    const auto read = [&] { return test::read_metrics(server.metrics_port()); };
    CHECK(read()["atelier_boards_loaded"] == 0);
    boost::asio::io_context context;
    test::WsClient ada(context, address_of(server, instance), instance.token(), 1);
    test::WsClient wall(context, address_of(server, instance), instance.token(workshop::Role::Screen), 2);
    ada.connect();
    wall.connect();
    REQUIRE(run_until(context, [&] { return ada.is_live() && wall.is_live(); }));
    test::PollClient ben(address_of(server, instance), instance.token(), 3);
    REQUIRE(ben.exchange_until(OpSeq{0}));
    test::MetricsPage page = read();
    CHECK(page["atelier_members{role=\"participant\"}"] == 2);
    CHECK(page["atelier_members{role=\"screen\"}"] == 1);
    CHECK(page["atelier_members{role=\"facilitator\"}"] == 0);
    CHECK(page["atelier_members{role=\"observer\"}"] == 0);
    CHECK(page["atelier_long_poll_sessions"] == 1);
    CHECK(page["atelier_boards_loaded"] == 1);
    CHECK(page["atelier_boards_quarantined"] == 0);
    ada.disconnect();
    wall.disconnect();
    CHECK(run_until(context, [&] { return read()["atelier_members{role=\"screen\"}"] == 0; }));
    CHECK(run_until(context, [&] { return read()["atelier_members{role=\"participant\"}"] == 1; }));
}

TEST_CASE("each change is in the histograms of what it took, once") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    boost::asio::io_context context;
    test::WsClient ada(context, address_of(server, instance), instance.token(), 1);
    ada.connect();
    REQUIRE(run_until(context, [&] { return ada.is_live(); }));
    for (int i = 0; i < 3; ++i) {
        REQUIRE(ada.session().add_card(board::CardKind::Need, "une carte"));
        REQUIRE(test::run_until_settled(context, {&ada}));
    }
    // A frame may be read before its sending is counted.
    CHECK(run_until(context,
                    [&] { return test::read_metrics(server.metrics_port())["atelier_fan_out_seconds_count"] == 3; }));
    const test::MetricsPage page = test::read_metrics(server.metrics_port());
    for (const std::string family : {"atelier_commit_seconds", "atelier_fan_out_seconds"}) {
        CAPTURE(family);
        CHECK(page.types.at(family) == "histogram");
        CHECK(page[family + "_count"] == 3);
        CHECK(page[family + "_bucket{le=\"+Inf\"}"] == 3);
        CHECK(page[family + "_sum"] > 0);
        double before = 0;
        for (const char* bound : {"0.0001", "0.001", "0.01", "0.1", "1"}) {
            const double count = page[family + "_bucket{le=\"" + bound + "\"}"];
            CHECK(count >= before);
            before = count;
        }
    }
}

TEST_CASE("[W7] who is refused is counted by the reason, and tokens that are refused once more") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    boost::asio::io_context context;
    test::WsClient late(context, address_of(server, instance), instance.token(workshop::Role::Observer, -1), 1);
    test::WsClient wrong(context, address_of(server, instance), "a token that I made up", 2);
    late.connect();
    wrong.connect();
    REQUIRE(run_until(context, [&] { return late.close_code() && wrong.close_code(); }));
    const test::MetricsPage page = test::read_metrics(server.metrics_port());
    CHECK(page["atelier_refusals_total{reason=\"expired_token\"}"] == 1);
    CHECK(page["atelier_refusals_total{reason=\"bad_token\"}"] == 1);
    CHECK(page["atelier_refusals_total{reason=\"malformed\"}"] == 0);
    CHECK(page["atelier_tokens_refused_total"] == 2);
    CHECK(page["atelier_members_overrun_total"] == 0);
}

TEST_CASE("the store and the process say how they are") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), {"--metrics-listen", "127.0.0.1:0", "--cache-mb", "64"});
    const test::MetricsPage page = test::read_metrics(server.metrics_port());
    CHECK(page["atelier_rocksdb_cache_max_bytes"] == 64 * 1024 * 1024);
    CHECK(page["atelier_rocksdb_cache_bytes"] > 0);
    CHECK(page["atelier_rocksdb_memtable_bytes"] > 0);
    CHECK(page["atelier_rocksdb_live_sst_bytes"] > 0);  // the catalogue, flushed when it was closed
    CHECK(page["atelier_rocksdb_live_blob_bytes"] == 0);
    CHECK(page["atelier_rocksdb_pending_compaction_bytes"] >= 0);
    CHECK(page["atelier_rocksdb_running_compactions"] >= 0);
    CHECK(page["process_resident_memory_bytes"] > 1024 * 1024);
    CHECK(page["process_open_fds"] > 3);
    CHECK(page["process_max_fds"] >= page["process_open_fds"]);
    CHECK(page["process_cpu_seconds_total"] > 0);
    CHECK(page["process_start_time_seconds"] > 1'700'000'000);
}

TEST_CASE("every figure says what it is, has a type, and stands in the operator's manual") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    const test::MetricsPage page = test::read_metrics(server.metrics_port());
    std::ifstream file("docs/operations.md");
    const std::string manual{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    CHECK(page.types.size() > 10);
    for (const auto& [family, type] : page.types) {
        CAPTURE(family, type);
        CHECK(page.helped.count(family) == 1);
        CHECK((type == "counter") == family.ends_with("_total"));
        CHECK(manual.find("| `" + family + "` |") != std::string::npos);
    }
}

TEST_CASE("the dashboard shows figures that there are, and nothing but") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    const test::MetricsPage page = test::read_metrics(server.metrics_port());
    std::set<std::string> names;
    for (const auto& [sample, value] : page.samples) {
        names.insert(sample.substr(0, sample.find('{')));
    }
    std::ifstream file("deploy/grafana/atelier.json");
    const nlohmann::json dashboard = nlohmann::json::parse(file);
    std::size_t shown = 0;
    const std::regex name("\\b(atelier|process)_\\w+");
    for (const auto& panel : dashboard.at("panels")) {
        for (const auto& target : panel.at("targets")) {
            const auto expression = target.at("expr").get<std::string>();
            CAPTURE(expression);
            for (std::sregex_iterator found(expression.begin(), expression.end(), name), end; found != end; ++found) {
                CHECK(names.count(found->str()) == 1);
                ++shown;
            }
        }
    }
    CHECK(shown > 15);
}

TEST_CASE("the figures are on a listener of their own, where nothing else is") {
    const test::Instance instance;
    test::ServerProcess server(instance.data(), kWatched);
    CHECK(test::get(server.port(), "/metrics").status == 404);
    CHECK(test::get(server.metrics_port(), "/healthz").status == 404);
    test::HttpRequest post;
    post.method = "POST";
    post.target = "/metrics";
    CHECK(test::exchange(server.metrics_port(), post).status == 405);
    CHECK(test::exchange_raw(server.metrics_port(), "no HTTP\r\n\r\n").empty());
    const test::HttpAnswer answer = test::get(server.metrics_port(), "/metrics");
    CHECK(answer.headers.at("content-type") == "text/plain; version=0.0.4; charset=utf-8");
    server.terminate();
    CHECK(server.wait() == 0);
}

TEST_CASE("without a wish nobody gets figures, and strangers never do") {
    const test::Instance instance;
    {
        test::ServerProcess server(instance.data());
        REQUIRE(server.port() != 0);
        CHECK(server.metrics_port() == 0);
        test::ServerProcess open_to_all(instance.data(), {"--metrics-listen", "0.0.0.0:0"});
        CHECK(open_to_all.wait() == 2);
        CHECK(open_to_all.log().find("loopback") != std::string::npos);
    }
    test::ServerProcess first(instance.data(), kWatched);
    const test::Instance other;
    test::ServerProcess second(other.data(), {"--metrics-listen", "127.0.0.1:" + std::to_string(first.metrics_port())});
    CHECK(second.wait() == 2);
    CHECK(second.log().find("port " + std::to_string(first.metrics_port())) != std::string::npos);
}
