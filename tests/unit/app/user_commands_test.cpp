// Accounts from the command line, without a process: passwords come from standard input.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "server/accounts/account_book.h"
#include "server/accounts/password.h"
#include "server/accounts/session.h"
#include "server/app/catalogue.h"
#include "server/app/user_records.h"
#include "server/http/account_entries.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/app/run_with.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

using test::Outcome;
using test::run_with;

namespace {

constexpr const char* kPassword = "huit-cailloux sous la lune";

// With these lines as standard input.
Outcome run_typing(const std::string& typed, std::vector<std::string> arguments, const Environment& environment = {}) {
    std::istringstream lines(typed);
    std::streambuf* before = std::cin.rdbuf(lines.rdbuf());
    std::cin.clear();
    Outcome outcome = run_with(std::move(arguments), environment);
    std::cin.rdbuf(before);
    std::cin.clear();
    return outcome;
}

// On a terminal it is asked for twice.
std::string twice(const std::string& password) {
    return password + "\n" + password + "\n";
}

struct Place {
    Outcome add(const std::string& name, std::vector<std::string> more = {}) {
        std::vector<std::string> line{"user", "add", name, "--data", data};
        line.insert(line.end(), more.begin(), more.end());
        return run_typing(twice(kPassword), line);
    }
    // What is kept, for a moment.
    template <class Look>
    void with_store(Look look) {
        const auto store = storage::RocksStore::open(data, {}).value();
        look(*store);
    }

    test::TemporaryFolder folder;
    std::string data = (folder.path() / "data").string();
};

}  // namespace

TEST_CASE("[S12] an account is made before the first start; its password is kept as a hash, and nowhere else") {
    Place place;
    const Outcome made = place.add("Ada@example.org");
    CHECK(made.status == 0);
    CHECK(made.out.find("ada@example.org: account made") == 0);
    place.with_store([](storage::Store& store) {
        const std::vector<v1::User> users = read_users(store).value();
        REQUIRE(users.size() == 1);
        CHECK(users[0].name() == "ada@example.org");
        CHECK(accounts::verify_password(kPassword, users[0].password_hash()));
        CHECK(users[0].ateliers().empty());
    });
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place.data)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        CHECK(bytes.find(kPassword) == std::string::npos);
    }
    const Outcome again = place.add("ada@EXAMPLE.org");
    CHECK(again.status == 2);
    CHECK(again.err.find("already") != std::string::npos);
}

TEST_CASE("a refusal says in both languages what to do, and changes nothing") {
    Place place;
    const Environment french{{"LANG", "fr_FR.UTF-8"}};
    const std::vector<std::string> line{"user", "add", "gaston", "--data", place.data};
    CHECK(run_typing(twice("court"), line, french).err.find("12 caractères au moins") != std::string::npos);
    CHECK(run_typing(twice("court"), line).err.find("12 characters at least") != std::string::npos);
    CHECK(run_typing(twice("motdepasse1234"), line, french).err.find("en premier") != std::string::npos);
    CHECK(run_typing(twice(std::string(129, 'x')), line).err.find("128 bytes") != std::string::npos);
    CHECK(run_typing("", line).err.find("a password is needed") != std::string::npos);
    CHECK(run_typing(twice(kPassword), {"user", "add", "a b", "--data", place.data}).status == 2);
    CHECK(place.add("gaston", {"--atelier", "nowhere"}).status == 1);
    CHECK(run_with({"user", "list", "--data", place.data, "--json"}).json().empty());
    for (const char* verb : {"password", "remove", "sign-out"}) {
        const Outcome unknown = run_typing(twice(kPassword), {"user", verb, "gaston", "--data", place.data});
        CHECK(unknown.status == 1);
        CHECK(unknown.err.find("not found") != std::string::npos);
    }
    CHECK(run_with({"user"}).status == 2);
    CHECK(run_with({"user", "--help"}).out.find("sign-out") != std::string::npos);
    CHECK(run_with({"user", "add", "--help"}).out.find("--atelier") != std::string::npos);
}

TEST_CASE("an account leads the ateliers that it was given, which the list tells") {
    Place place;
    REQUIRE(run_with({"init-demo", "--data", place.data}).status == 0);
    CHECK(place.add("gaston", {"--atelier", "toulon", "--atelier", "caux-seine"}).status == 0);
    // Only the word behind it is an atelier's.
    CHECK(run_typing(twice(kPassword), {"user", "add", "--data", place.data, "--atelier", "toulon", "zoe"}).status ==
          0);
    CHECK(run_with({"user", "remove", "zoe", "--data", place.data}).status == 0);
    CHECK(place.add("ada").status == 0);
    const auto list = run_with({"user", "list", "--data", place.data, "--json"}).json();
    REQUIRE(list.size() == 2);
    CHECK(list[0]["user"] == "ada");
    CHECK(list[0]["ateliers"].empty());
    CHECK(list[1]["ateliers"] == nlohmann::json{"toulon", "caux-seine"});
    CHECK(list[1]["sessions"] == 0);
    CHECK(run_with({"user", "list", "--data", place.data}).out ==
          "ada\t*\t0 sessions\ngaston\ttoulon,caux-seine\t0 sessions\n");
}

TEST_CASE("signing out, a new password and erasure end every session and what it gave, and that alone is left of it") {
    Place place;
    REQUIRE(place.add("ada").status == 0);
    constexpr std::int64_t kNow = std::int64_t{1} << 50U;  // far ahead: nothing lapses while this runs
    const Bytes hash = accounts::session_hash(accounts::make_session_token()).value();
    place.with_store([&](storage::Store& store) {
        accounts::AccountBook book(read_users(store).value());
        REQUIRE(store.change_entries(http::account_entries(std::vector{book.open_session("ada", hash, kNow)}, kNow)));
    });
    CHECK(run_with({"user", "list", "--data", place.data, "--json"}).json()[0]["sessions"] == 1);
    const std::string verb = GENERATE("sign-out", "password", "remove");
    CHECK(run_typing(twice("neuf nuages & une pomme"), {"user", verb, "ada", "--data", place.data}).status == 0);
    place.with_store([&](storage::Store& store) {
        const std::vector<v1::User> users = read_users(store).value();
        REQUIRE(users.size() == (verb == "remove" ? 0U : 1U));
        if (verb != "remove") {
            CHECK(users[0].sessions().empty());
            CHECK(accounts::verify_password("neuf nuages & une pomme", users[0].password_hash()) ==
                  (verb == "password"));
        }
        const auto links = Catalogue::load(store).value().access().value().links;
        REQUIRE(links.size() == 1);
        CHECK(links[0].id() == accounts::session_link(hash));
        CHECK(links[0].revoked_ms() != 0);
        // Until it would have ended anyway.
        REQUIRE(tidy_users(store, links[0].expires_ms() - 1));
        CHECK(store.list_entries("link/").value().size() == 1);
        REQUIRE(tidy_users(store, links[0].expires_ms()));
        CHECK(store.list_entries("link/").value().empty());
    });
}

TEST_CASE("a session that nobody used for thirty days has ended when the server starts") {
    Place place;
    REQUIRE(place.add("ada").status == 0);
    place.with_store([&](storage::Store& store) {
        accounts::AccountBook book(read_users(store).value());
        const Bytes hash = accounts::session_hash(accounts::make_session_token()).value();
        REQUIRE(store.change_entries(http::account_entries(std::vector{book.open_session("ada", hash, 1000)}, 1000)));
        REQUIRE(tidy_users(store, 2000));
        CHECK(read_users(store).value()[0].sessions_size() == 1);
        REQUIRE(tidy_users(store, accounts::session_end_ms(read_users(store).value()[0].sessions(0))));
        CHECK(read_users(store).value()[0].sessions().empty());
        CHECK(store.list_entries("link/").value().size() == 1);
    });
}
