// SPDX-License-Identifier: MIT
#include "server/app/config.h"

#include "tests/support/catch.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

namespace {

// The sentence that refuses to start.
std::string refusal(const ConfigSources& sources) {
    const auto config = load_config(sources);
    REQUIRE_FALSE(config.has_value());
    CHECK(config.error().code == ErrorCode::Config);
    return config.error().detail;
}

// A value for each key that differs from its default, and one that is not accepted.
struct Example {
    std::string key;
    std::string good;
    std::string bad;
};

const std::vector<Example> kExamples{
    {"listen", "::1", "localhost"},
    {"port", "0", "65536"},
    {"data", "/srv/atelier", ""},
    {"public-url", "https://atelier.example.org/", "atelier.example.org"},
    {"web-root", "/srv/web", ""},
    {"threads", "3", "-1"},
    {"ops-per-second", "25", "0"},
    {"ops-burst", "200", "many"},
    {"log-level", "debug", "verbose"},
    {"log-format", "json", "xml"},
    {"metrics-listen", "[::1]:9464", "192.0.2.1:9464"},
    {"cache-mb", "64", "64MB"},
    {"allowed-origins", "https://a.example, http://b.example:8443", "https://a.example/path"},
    {"link-days", "7", "0"},
    {"ballots-days", "0", "3651"},
    {"erasure-ledger", "/srv/erased.jsonl", ""},
    {"demo", "builtin", ""},
};

}  // namespace

TEST_CASE("every key is an example here, so that every key is tested") {
    std::vector<std::string> names;
    for (const ConfigKey& key : config_keys()) {
        names.emplace_back(key.name);
    }
    std::vector<std::string> examples;
    for (const Example& example : kExamples) {
        examples.push_back(example.key);
    }
    CHECK(names == examples);
}

TEST_CASE("every key works as a flag, as a variable and as a line of the file") {
    const test::TemporaryFolder folder;
    for (const Example& example : kExamples) {
        INFO(example.key);
        const std::string file = folder.write(example.key, example.key + " = " + example.good + "\n");
        CHECK(load_config({{{example.key, example.good}}, {}, std::nullopt, Language::English}).has_value());
        CHECK(load_config({{}, {{environment_name(example.key), example.good}}, std::nullopt, Language::English})
                  .has_value());
        CHECK(load_config({{}, {}, file, Language::English}).has_value());
    }
}

TEST_CASE("a value that cannot be used is refused in all three forms, by key, value, place and what is accepted") {
    const test::TemporaryFolder folder;
    for (const Example& example : kExamples) {
        INFO(example.key);
        const std::string file = folder.write(example.key, "# first line\n" + example.key + "=" + example.bad + "\n");
        const std::string by_file = refusal({{}, {}, file, Language::English});
        CHECK(by_file.find(file + ":2: ") == 0);
        CHECK(by_file.find("'" + example.key + "' cannot be '" + example.bad + "'; accepted: ") != std::string::npos);
        const std::string by_flag = refusal({{{example.key, example.bad}}, {}, std::nullopt, Language::French});
        CHECK(by_flag.find("--" + example.key + " : la clé « " + example.key + " » ne peut pas valoir « ") == 0);
        CHECK(by_flag.find("accepté : ") != std::string::npos);
        if (!example.bad.empty()) {
            const std::string variable = environment_name(example.key);
            CHECK(refusal({{}, {{variable, example.bad}}, std::nullopt, Language::English}).find(variable + ": ") == 0);
        }
    }
}

TEST_CASE("flags win over the environment, the environment over the file, the file over the defaults") {
    const test::TemporaryFolder folder;
    const std::string file = folder.write("atelier.conf", "port = 1\nthreads = 2\nlink-days = 3\n");
    const auto config =
        load_config({{{"port", "11"}}, {{"ATELIER_PORT", "12"}, {"ATELIER_THREADS", "22"}}, file, Language::English});
    REQUIRE(config.has_value());
    CHECK(config->port == 11);
    CHECK(config->threads == 22);
    CHECK(config->link_days == 3);
    CHECK(config->ballots_days == 30);
    CHECK(config->cache_mb == 256);
}

TEST_CASE("the file is --config, else ATELIER_CONFIG") {
    const test::TemporaryFolder folder;
    const std::string one = folder.write("one.conf", "port = 1\n");
    const std::string two = folder.write("two.conf", "port = 2\n");
    CHECK(load_config({{}, {{"ATELIER_CONFIG", two}}, std::nullopt, Language::English})->port == 2);
    CHECK(load_config({{}, {{"ATELIER_CONFIG", two}}, one, Language::English})->port == 1);
    CHECK(refusal({{}, {}, (folder.path() / "none.conf").string(), Language::English}).find("cannot be read") !=
          std::string::npos);
}

TEST_CASE("an unknown key refuses to start, wherever it stands, and lists the known ones") {
    const test::TemporaryFolder folder;
    const std::string file = folder.write("atelier.conf", "\nprot = 8080\n");
    const std::string in_file = refusal({{}, {}, file, Language::French});
    CHECK(in_file.find(file + ":2 : clé inconnue « prot » ; acceptées : listen, port") == 0);
    CHECK(refusal({{}, {{"ATELIER_PROT", "1"}}, std::nullopt, Language::English})
              .find("ATELIER_PROT: unknown key 'prot'") == 0);
}

TEST_CASE("variables that container platforms and test harnesses set are not ours; empty ones count as unset") {
    const Environment environment{{"ATELIER_SERVICE_HOST", "10.0.0.1"},
                                  {"ATELIER_PORT_8080_TCP", "tcp://10.0.0.1:8080"},
                                  {"ATELIER_TEST_SERVER", "build/x"},
                                  {"ATELIER_DEMO", ""},
                                  {"PATH", "/bin"}};
    CHECK(load_config({{}, environment, std::nullopt, Language::English}).has_value());
}

TEST_CASE("a line that is not key = value, and a key set twice, refuse to start with their line") {
    const test::TemporaryFolder folder;
    CHECK(refusal({{}, {}, folder.write("a", "port\n"), Language::English}).find(":1: 'port' is not of the form") !=
          std::string::npos);
    CHECK(refusal({{}, {}, folder.write("b", "port = 1\n# x\nport = 2\n"), Language::English})
              .find(":3: key 'port' is set on line 1 already") != std::string::npos);
}

TEST_CASE("origins and the public URL are kept as browsers send them") {
    const auto config = load_config({{{"public-url", "https://atelier.example.org/"},
                                      {"allowed-origins", "https://a.example , http://b.example:81"}},
                                     {},
                                     std::nullopt,
                                     Language::English});
    REQUIRE(config.has_value());
    CHECK(config->public_url == "https://atelier.example.org");
    CHECK(config->allowed_origins == std::vector<std::string>{"https://a.example", "http://b.example:81"});
    CHECK(public_url_of(*config, 9) == "https://atelier.example.org");
    CHECK(public_url_of(Config{}, 9) == "http://localhost:9");
}

TEST_CASE("the sample configuration file that is delivered can be used") {
    const auto config = load_config({{}, {}, std::string("deploy/atelier.conf"), Language::English});
    REQUIRE(config.has_value());
    CHECK(config->data == "/var/lib/atelier");
}

TEST_CASE("figures are given on this machine only, or not at all") {
    for (const char* wrong : {"0.0.0.0:9464", "[::]:9464", "[2001:db8::1]:9464", "::1:9464", "[127.0.0.1]:9464",
                              "127.0.0.1", "127.0.0.1:", ":9464", "9464", "localhost:9464", "127.0.0.1:65536"}) {
        CAPTURE(wrong);
        CHECK(refusal({{{"metrics-listen", wrong}}, {}, std::nullopt, Language::English})
                  .find("a loopback address and a port") != std::string::npos);
    }
    const auto listen = [](const std::string& value) {
        return load_config({{{"metrics-listen", value}}, {}, std::nullopt, Language::English})->metrics_listen;
    };
    CHECK(listen("127.0.0.2:9464")->address == "127.0.0.2");
    CHECK(listen("[::1]:0")->address == "::1");
    CHECK(listen("[::1]:9464")->port == 9464);
    CHECK_FALSE(listen("none").has_value());
    CHECK_FALSE(load_config({{}, {}, std::nullopt, Language::English})->metrics_listen.has_value());
}
