// The real server is killed with -9 at any moment of a busy room, many times over on one directory. CRASH_ROUNDS
// says how often (default 100); CRASH_SEED starts another story.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "server/base/random.h"
#include "tests/crash/witness.h"
#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;
using test::WsClient;

namespace {

constexpr std::uint64_t kRoundsDefault = 100;
constexpr std::size_t kPeople = 4;
constexpr std::size_t kCardsMax = 300;  // later rounds edit what is there: the test is about crashes, not about size

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// People who never stop working, whether the server is there or not.
class Crowd {
public:
    Crowd(boost::asio::io_context& context, const test::Instance& instance, std::uint64_t seed) : random_(seed) {
        test::Address address;
        address.board = instance.board();
        for (std::size_t i = 0; i < kPeople; ++i) {
            people_.push_back(std::make_unique<WsClient>(context, address, instance.token(), seed + i));
        }
    }

    void meet(std::uint16_t port) {
        for (const auto& person : people_) {
            person->set_port(port);
            person->connect();
        }
    }

    bool has(auto predicate) const {
        return std::all_of(people_.begin(), people_.end(), [&](const auto& person) { return predicate(*person); });
    }

    // One gesture of somebody.
    void act() {
        WsClient& person = *people_[random_.below(people_.size())];
        client::ClientSession& session = person.session();
        if (session.actor() == ActorId{}) {
            return;
        }
        const auto& items = session.board().items();
        if (texts_.size() < kCardsMax && (items.size() < 5 || random_.below(4) == 0)) {
            const std::string text = "carte " + std::to_string(texts_.size() + 1) + ".";
            if (session.add_card(board::CardKind::Need, text)) {
                texts_.insert(text);
            }
        } else if (!items.empty()) {
            const auto item = std::next(items.begin(), static_cast<std::ptrdiff_t>(random_.below(items.size())));
            change(session, item->id);
        }
        person.pump();
    }

    bool is_settled() const {
        const client::ClientSession& first = people_[0]->session();
        return has([&](WsClient& person) {
            return person.is_live() && person.session().pending_ops() == 0 &&
                   person.session().position() == first.position() &&
                   person.session().board().shared_hash() == first.board().shared_hash();
        });
    }

    // Where each of them is, for whoever reads why they do not agree.
    std::string told() const {
        std::ostringstream out;
        for (const auto& person : people_) {
            const client::ClientSession& session = person->session();
            out << "live " << person->is_live() << ", waiting " << session.pending_ops() << ", position "
                << session.position().value << ", hash " << session.board().shared_hash() << '\n';
        }
        return out.str();
    }

    // How often each card that somebody wrote is on the board. Its text begins with what was written first.
    std::size_t count(const std::string& text) const {
        const auto& items = people_[0]->session().board().items();
        return static_cast<std::size_t>(std::count_if(
            items.begin(), items.end(), [&](const board::Item& item) { return item.text.str().starts_with(text); }));
    }

    const std::set<std::string>& texts() const { return texts_; }
    const client::ClientSession& session() const { return people_[0]->session(); }

private:
    void change(client::ClientSession& session, board::Id item) {
        switch (random_.below(4)) {
            case 0: (void)session.set_removed(item, random_.below(2) == 0); break;
            case 1: (void)session.vote(item, static_cast<std::int32_t>(random_.below(3)) - 1); break;
            case 2: (void)session.move_card(item, board::CardKind::Barrier, board::kNullId); break;
            default:
                // Behind what the card began with, so that it can be counted.
                (void)session.edit_text(item, session.board().find(item)->text.size_utf16(), 0, " mot");
        }
    }

    SeededRandom random_;
    std::vector<std::unique_ptr<WsClient>> people_;
    std::set<std::string> texts_;
};

std::size_t count_lost(const test::Ledger& ledger, const test::Instance& instance) {
    app::Config config;
    config.data = instance.data().string();
    auto directory = app::open_data_directory(config, app::WhenAbsent::Fail);
    REQUIRE(directory);
    return ledger.count_lost(*directory->store, instance.board());
}

}  // namespace

TEST_CASE("[W11][F11] a server killed with -9 at any moment has lost nothing that it showed as kept", "[crash]") {
    const std::uint64_t rounds = number_from_environment("CRASH_ROUNDS", kRoundsDefault);
    const std::uint64_t seed = number_from_environment("CRASH_SEED", 20'220'303);
    CAPTURE(seed, rounds);
    const test::Instance instance;
    boost::asio::io_context context;
    SeededRandom random(seed);
    Crowd crowd(context, instance, seed);
    test::Ledger ledger;
    std::uint64_t lives_with_work = 0;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        CAPTURE(round);
        test::ServerProcess server(instance.data());
        REQUIRE(server.port() != 0);
        test::Address address;
        address.port = server.port();
        address.board = instance.board();
        const test::Witness witness(context, address, instance.token(workshop::Role::Observer), ledger);
        crowd.meet(server.port());
        const std::uint64_t before = ledger.position;
        // From "nobody has joined yet" to well into the work.
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(random.below(150));
        while (std::chrono::steady_clock::now() < until) {
            crowd.act();
            context.restart();
            context.run_one_for(std::chrono::milliseconds(1));
        }
        server.kill();
        // What it had still sent counts as shown.
        context.restart();
        context.run_for(std::chrono::milliseconds(5));
        lives_with_work += ledger.position > before ? 1U : 0U;
        REQUIRE(count_lost(ledger, instance) == 0);
    }
    CHECK(lives_with_work > rounds / 4);
    CHECK(ledger.batches.size() > rounds);

    // A last life, undisturbed: what was not acknowledged arrives by itself, everything once.
    test::ServerProcess server(instance.data());
    crowd.meet(server.port());
    const bool is_settled = run_until(context, [&] { return crowd.is_settled(); });
    INFO(crowd.told());
    REQUIRE(is_settled);
    for (const std::string& text : crowd.texts()) {
        CAPTURE(text);
        REQUIRE(crowd.count(text) == 1);
    }
    CHECK(crowd.session().board().items().size() == crowd.texts().size());
    server.terminate();
    CHECK(server.wait() == 0);
}

TEST_CASE("canary: a ledger that was shown more than the disk holds is noticed") {
    const test::Instance instance;
    test::Ledger ledger;
    CHECK(count_lost(ledger, instance) == 0);
    ledger.batches[1] = "never written";
    CHECK(count_lost(ledger, instance) == 1);
    ledger.position = 1;
    CHECK(count_lost(ledger, instance) == 1);
}
