// `atelier doctor` as an administrator runs it, on whatever machine this is: its verdicts are that machine's, so what is
// shown is the form, what the exit status follows from, and what does not depend on the machine.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/findings.h"
#include "tests/support/finished_command.h"
#include "tests/support/server_process.h"

using namespace atelier;
using Json = nlohmann::json;

namespace {

const std::map<std::string, std::string> kEnglish{{"LC_ALL", "C.UTF-8"}};

std::size_t count(const Json& report, const std::string& state) {
    std::size_t found = 0;
    for (const Json& check : report["checks"]) {
        found += check["state"] == state ? 1U : 0U;
    }
    return found;
}

std::vector<std::string> doctor_of(const test::Instance& instance, std::vector<std::string> more) {
    std::vector<std::string> line{"doctor", "--data", instance.data().string()};
    line.insert(line.end(), more.begin(), more.end());
    return line;
}

std::set<std::string> files_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.insert(entry.path().filename().string());
    }
    return names;
}

}  // namespace

TEST_CASE("the doctor's JSON has every check with its verdict, and the exit status follows from them") {
    const test::Instance instance;
    const std::set<std::string> before = files_in(instance.data());
    const auto ran = test::run_command(
        doctor_of(instance, {"--json", "--port", "0", "--public-url", "https://atelier.example.org"}), kEnglish);
    INFO(ran.out);
    const Json report = Json::parse(ran.out);
    CHECK(report["checks"].size() == 10);
    for (const Json& check : report["checks"]) {
        INFO(check.dump());
        CHECK(check.size() == 4);
        CHECK(std::set<std::string>{"ok", "warning", "problem"}.contains(check["state"].get<std::string>()));
        CHECK_FALSE(check["measured"].get<std::string>().empty());
        CHECK(check["remedy"].get<std::string>().empty() == (check["state"] == "ok"));
    }
    CHECK(report["warnings"] == count(report, "warning"));
    CHECK(report["problems"] == count(report, "problem"));
    CHECK(ran.status == (count(report, "problem") == 0 ? 0 : 1));
    CHECK(test::find(report, "data-directory")["state"] == "ok");
    CHECK(test::find(report, "port")["state"] == "ok");
    CHECK(test::find(report, "public-url")["state"] == "ok");
    CHECK(files_in(instance.data()) == before);
}

TEST_CASE("a data directory that cannot be made is a problem, in the language of the environment, and exits with 1") {
    const test::Instance instance;
    // Below a file: root cannot make that either.
    const std::string data = (instance.data() / "atelier.lock" / "data").string();
    const auto ran = test::run_command({"doctor", "--data", data, "--port", "0"}, {{"LC_ALL", "fr_FR.UTF-8"}});
    INFO(ran.out);
    CHECK(ran.status == 1);
    CHECK(ran.out.starts_with("PROBLÈME   data-directory  " + data));
    CHECK(ran.out.find("→ donnez à « data » un répertoire où l'on peut écrire\n") != std::string::npos);
}

TEST_CASE("next to a running server its port is as it should be; that of somebody else is a problem") {
    const test::Instance instance;
    const test::Instance other;
    const test::ServerProcess server(instance.data());
    REQUIRE(server.port() != 0);
    const std::string port = std::to_string(server.port());
    const auto own = test::run_command(doctor_of(instance, {"--json", "--port", port}), kEnglish);
    INFO(own.out);
    const Json report = Json::parse(own.out);
    CHECK(test::find(report, "port")["state"] == "ok");
    CHECK(test::find(report, "open-files")["measured"].get<std::string>().starts_with("the server that runs has room"));

    const auto foreign = test::run_command(doctor_of(other, {"--json", "--port", port}), kEnglish);
    INFO(foreign.out);
    CHECK(foreign.status == 1);
    CHECK(test::find(Json::parse(foreign.out), "port")["state"] == "problem");
}

TEST_CASE("a command line or configuration that cannot be used exits with 2 before anything is looked at") {
    CHECK(test::run_command({"doctor", "--port", "none"}).status == 2);
    CHECK(test::run_command({"doctor", "--board", "x"}).status == 2);
}
