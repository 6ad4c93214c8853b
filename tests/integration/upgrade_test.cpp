// An upgrade in the middle of a workshop: the server is told to stop while everybody writes, and another one starts on its data
// and its port. Lives that end badly are in tests/crash.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

namespace {

constexpr std::size_t kPeople = 6;
constexpr std::size_t kUpgrades = 3;
constexpr std::size_t kCardsBetween = 120;

std::vector<std::string> on_port(std::uint16_t port) {
    return {"--port", std::to_string(port)};
}

// People who go on writing cards, whether the server is there or not.
class Workshop {
public:
    Workshop(boost::asio::io_context& context, const test::Instance& instance, std::uint16_t port) : context_(context) {
        test::Address address;
        address.port = port;
        address.board = instance.board();
        for (std::size_t i = 0; i < kPeople; ++i) {
            people.push_back(std::make_unique<test::WsClient>(context, address, instance.token(), i + 1));
            people.back()->connect();
        }
    }

    // A card of the next one; then whatever the network brings.
    void write_one() {
        const std::string text = "carte " + std::to_string(texts.size() + 1) + ".";
        test::WsClient& person = *people[texts.size() % kPeople];
        REQUIRE(person.session().add_card(board::CardKind::Need, text));
        texts.insert(text);
        person.pump();
        context_.restart();
        context_.poll();
    }
    bool is_settled() const {
        const client::ClientSession& first = people[0]->session();
        return std::all_of(people.begin(), people.end(), [&](const auto& person) {
            return person->is_live() && person->session().pending_ops() == 0 &&
                   person->session().position() == first.position();
        });
    }
    // The farthest that anybody was told of: all of it was acknowledged.
    std::uint64_t acknowledged() const {
        std::uint64_t farthest = 0;
        for (const auto& person : people) {
            farthest = std::max(farthest, person->session().position().value);
        }
        return farthest;
    }

    std::vector<std::unique_ptr<test::WsClient>> people;
    std::set<std::string> texts;

private:
    boost::asio::io_context& context_;
};

std::uint64_t position_on_disk(const test::Instance& instance) {
    app::Config config;
    config.data = instance.data().string();
    auto directory = app::open_data_directory(config, app::WhenAbsent::Fail);
    REQUIRE(directory);
    const auto head = directory->store->verify_board(instance.board());
    REQUIRE(head);
    return head->position.value;
}

}  // namespace

TEST_CASE(
    "[W22] an upgrade while everybody writes loses nothing: people are told, come back by themselves, and go on") {
    const test::Instance instance;
    boost::asio::io_context context;
    auto server = std::make_unique<test::ServerProcess>(instance.data());
    const std::uint16_t port = server->port();
    REQUIRE(port != 0);
    Workshop workshop(context, instance, port);
    REQUIRE(run_until(context, [&] { return workshop.is_settled(); }));
    for (std::size_t upgrade = 1; upgrade <= kUpgrades; ++upgrade) {
        CAPTURE(upgrade);
        for (std::size_t i = 0; i < kCardsBetween; ++i) {
            workshop.write_one();
            if (i == kCardsBetween / 2) {
                server->terminate();  // in the middle: some ops are on their way, some on their way to the disk
            }
        }
        REQUIRE(run_until(context, [&] {
            return std::none_of(workshop.people.begin(), workshop.people.end(),
                                [](const auto& person) { return person->is_live(); });
        }));
        for (const auto& person : workshop.people) {
            CHECK(person->session().link() == client::Link::Offline);
        }
        CHECK(server->wait() == 0);
        CHECK(position_on_disk(instance) >= workshop.acknowledged());
        for (std::size_t i = 0; i < kPeople; ++i) {
            workshop.write_one();  // nobody is there to take it
        }
        server = std::make_unique<test::ServerProcess>(instance.data(), on_port(port));
        REQUIRE(server->port() == port);
        REQUIRE(run_until(context, [&] { return workshop.is_settled(); }));
        for (const auto& person : workshop.people) {
            CHECK(person->connections() == upgrade + 1);
            CHECK(person->session().board().shared_hash() == workshop.people[0]->session().board().shared_hash());
        }
    }
    const auto& items = workshop.people[0]->session().board().items();
    CHECK(items.size() == workshop.texts.size());  // each once
    std::set<std::string> found;
    for (const board::Item& item : items) {
        found.insert(item.text.str());
    }
    CHECK(found == workshop.texts);
    server->terminate();
    CHECK(server->wait() == 0);
}
