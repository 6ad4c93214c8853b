// The program from its command line to its exit status, without a process.
// SPDX-License-Identifier: MIT
#include "server/app/run.h"

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/unit/app/run_with.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

using test::Outcome;
using test::run_with;

TEST_CASE("help and version go to standard output and succeed") {
    const Outcome help = run_with({"--help"});
    CHECK(help.status == 0);
    CHECK(help.out.find("serve") != std::string::npos);
    CHECK(help.err.empty());
    CHECK(run_with({"--help"}, {{"LANG", "fr_FR.UTF-8"}}).out.find("lance le serveur") != std::string::npos);
    CHECK(run_with({"serve", "--help"}).out.find("--allowed-origins") != std::string::npos);
    const Outcome version = run_with({"--version"});
    CHECK(version.status == 0);
    CHECK(version.out.starts_with("atelier 0."));
}

TEST_CASE("a command line that cannot be used exits with 2 and says so on standard error") {
    const std::vector<std::vector<std::string>> lines{
        {},
        {"dance"},
        {"serve", "--prot", "1"},
        {"serve", "--port"},
        {"serve", "--port", "65536"},
        {"serve", "--links", "xml"},
        {"import"},
        {"hash"},
        {"link", "--board", "x"},
        {"link", "--board", "x", "--role", "king"},
        {"link", "--role", "screen"},
        {"link", "--board", "x", "--atelier", "y", "--role", "screen"},
        {"link", "--board", "x", "--role", "screen", "--days", "0"},
        {"boards", "--config", "/nonexistent/atelier.conf"},
    };
    for (const auto& line : lines) {
        INFO(::Catch::Detail::stringify(line));
        const Outcome outcome = run_with(line);
        CHECK(outcome.status == 2);
        CHECK(outcome.out.empty());
        CHECK(outcome.err.find("atelier: ") == 0);
    }
}

TEST_CASE("a wrong value in the environment refuses to start, in the language of the environment") {
    const Outcome outcome = run_with({"boards"}, {{"ATELIER_PORT", "http"}, {"LANG", "fr_FR.UTF-8"}});
    CHECK(outcome.status == 2);
    CHECK(outcome.err ==
          "atelier: ATELIER_PORT : la clé « port » ne peut pas valoir « http » ; accepté : un entier de 0 à 65535\n");
}

TEST_CASE("the last of a flag given twice counts") {
    const test::TemporaryFolder folder;
    const std::string data = (folder.path() / "data").string();
    CHECK(run_with({"init-demo", "--data", "/nonexistent/x", "--data", data}).status == 0);
}

TEST_CASE("the demonstration loads once, and boards, hash, verify and link find it") {
    const test::TemporaryFolder folder;
    const std::string data = (folder.path() / "data").string();
    const Outcome first = run_with({"init-demo", "--data", data, "--json"});
    REQUIRE(first.status == 0);
    CHECK(first.json()["boards"].size() == 6);
    CHECK(run_with({"init-demo", "--data", data, "--json"}).json()["boards"].empty());

    CHECK(run_with({"boards", "--data", data, "--json"}).json().size() == 6);
    CHECK(run_with({"boards", "--data", data}).out.find("caux-seine\t") != std::string::npos);

    const Outcome hash = run_with({"hash", "--board", "capacities", "--data", data, "--json"});
    REQUIRE(hash.status == 0);
    CHECK(hash.json()["hash"] == first.json()["boards"][0]["hash"]);
    CHECK(hash.json()["position"] == first.json()["boards"][0]["position"]);
    const std::string text = run_with({"hash", "--board", "capacities", "--data", data}).out;
    CHECK(text ==
          hash.json()["hash"].get<std::string>() + " " + std::to_string(hash.json()["position"].get<int>()) + "\n");

    const Outcome verify = run_with({"verify", "--data", data, "--json"});
    CHECK(verify.status == 0);
    for (const auto& board : verify.json()) {
        CHECK(board["ok"] == true);
    }

    const std::string public_url = "https://atelier.example.org";
    const Outcome link = run_with({"link", "--board", "toulon", "--role", "facilitator", "--days", "2", "--data", data,
                                   "--public-url", public_url, "--json"});
    REQUIRE(link.status == 0);
    CHECK(link.json()["url"].get<std::string>().starts_with(public_url +
                                                            "/#b=" + link.json()["board"].get<std::string>() + "&t="));
    CHECK(
        run_with({"link", "--atelier", "toulon", "--role", "screen", "--data", data, "--qr", "always"}).out.find("▀") !=
        std::string::npos);
}

TEST_CASE("what is not there exits with 1 and says what") {
    const test::TemporaryFolder folder;
    const std::string data = (folder.path() / "data").string();
    const Outcome absent = run_with({"boards", "--data", data});
    CHECK(absent.status == 1);
    CHECK(absent.err == "atelier: not found: " + data + "\n");
    REQUIRE(run_with({"init-demo", "--data", data}).status == 0);
    CHECK(run_with({"hash", "--board", "nowhere", "--data", data}).status == 1);
    CHECK(run_with({"link", "--board", "nowhere", "--role", "screen", "--data", data}).status == 1);
    CHECK(run_with({"import", "nowhere.json", "--data", data}).status == 1);
}

TEST_CASE("a data directory that another process has is refused with a sentence that says what to do") {
    const test::TemporaryFolder folder;
    const auto held = test::make_store(test::StoreKind::Rocks, folder);
    const std::string data = (folder.path() / "store").string();
    for (const std::vector<std::string>& line : {std::vector<std::string>{"boards", "--data", data},
                                                 {"serve", "--data", data, "--port", "0"},
                                                 {"import", test::kProgrammePath, "--data", data}}) {
        const Outcome outcome = run_with(line);
        CHECK(outcome.status == 1);
        CHECK(outcome.err.find("the data directory is in use by another atelier process") != std::string::npos);
    }
}

TEST_CASE("an import with a bad row exits with 1, names file and line, and imports the rest") {
    const test::TemporaryFolder folder;
    const std::string data = (folder.path() / "data").string();
    const std::string file =
        folder.write("comments.csv", "timestamp,comment-id,moderated,comment-body\n1000,1,1,Good\n1000,x,1,Bad\n");
    const Outcome outcome = run_with({"import", file, "--board", "b", "--data", data});
    CHECK(outcome.status == 1);
    CHECK(outcome.err == file + ":3: column 'comment-id' is not a whole number in 0..4294967295\n");
    CHECK(outcome.out.find("b: 2 new ops, position 2, hash ") == 0);
    CHECK(outcome.out.find("1 rows read, 0 known already, 1 left out\n") != std::string::npos);
    const Outcome french = run_with({"import", file, "--board", "b", "--data", data}, {{"LANG", "fr_FR"}});
    CHECK(french.out.find("b: 0 opérations nouvelles, position 2, empreinte ") == 0);
}
