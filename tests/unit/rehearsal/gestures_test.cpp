// Simulated participants do what the phase lets participants do, and take it back.
// SPDX-License-Identifier: MIT
#include "server/rehearsal/gestures.h"

#include <algorithm>
#include <string>
#include <vector>

#include "server/workshop/rules.h"
#include "tests/support/catch.h"
#include "tests/support/fake_server.h"

using namespace atelier;
using board::SettingKey;
using rehearsal::Gesture;

namespace {

// A board with a facilitator and one simulated participant, whose ops are judged as the server judges them.
struct Room {
    testing::FakeServer server;
    testing::FakeDevice facilitator{server, 1};
    testing::FakeDevice guest{server, 2};
    rehearsal::Part part;
    workshop::Stage stage;
    SeededRandom random{3};
    std::size_t refused = 0;

    Room() {
        part.name = "Répétition 1";
        server.role = 2;
        facilitator.connect();
        facilitator.settle();
        server.role = 1;
        guest.connect();
        guest.settle();
        server.refuses = [this](const board::Op& op) {
            const client::ClientSession& session = guest.session();
            if (op.id.actor != session.actor()) {
                return false;
            }
            const workshop::Person person{workshop::Role::Participant, session.actor(), session.voter()};
            const bool is_refused =
                !workshop::may_submit(person, server.board(), stage.phase(server.board()), op).has_value();
            refused += is_refused ? 1U : 0U;
            return is_refused;
        };
    }

    void settle() {
        facilitator.settle();
        guest.settle();
        facilitator.settle();
    }

    void put_on(const std::string& may, const std::string& more = "") {
        const std::string show = R"({"format":"atelier-run-of-show/1","title":"T","phases":[{"title":"P","may":[)" +
                                 may + "]" + more + "}]}";
        REQUIRE(facilitator.session().set({board::kNullId, SettingKey::RunOfShow}, {0, show}));
        REQUIRE(facilitator.session().set({board::kNullId, SettingKey::Phase}, {1, ""}));
        settle();
    }

    // What came of so many gestures, none of which was refused.
    std::vector<Gesture> act(int times) {
        std::vector<Gesture> done;
        for (int i = 0; i < times; ++i) {
            if (const auto gesture = rehearsal::act(guest.session(), part, random)) {
                done.push_back(*gesture);
            }
            settle();
        }
        CHECK(refused == 0);
        return done;
    }
};

bool has_only(const std::vector<Gesture>& done, Gesture gesture) {
    return std::all_of(done.begin(), done.end(), [&](Gesture one) { return one == gesture; });
}

}  // namespace

TEST_CASE(
    "without a phase a simulated participant does all that there is to do, and writes no more cards than people do") {
    Room room;
    const std::vector<Gesture> done = room.act(400);
    CHECK(done.size() == 400);
    for (const Gesture gesture : {Gesture::Card, Gesture::Text, Gesture::Link, Gesture::Vote}) {
        CHECK(std::count(done.begin(), done.end(), gesture) > 20);
    }
    CHECK(room.part.cards.size() == 40);
    CHECK(room.server.board().links().size() > 0);
}

TEST_CASE("[W14] it does what the phase lets participants do, and nothing when that is nothing") {
    Room room;
    room.put_on("\"need\"");
    const std::vector<Gesture> written = room.act(10);
    CHECK(written.size() == 10);
    CHECK(has_only(written, Gesture::Card));
    room.put_on("\"link\"");
    const std::vector<Gesture> linked = room.act(10);
    CHECK(linked.size() >= 5);  // chance may pick one card twice
    CHECK(has_only(linked, Gesture::Link));
    room.put_on("\"vote\"");
    const std::vector<Gesture> voted = room.act(10);
    CHECK_FALSE(voted.empty());
    CHECK(has_only(voted, Gesture::Vote));
    room.put_on("");
    CHECK(room.act(10).empty());
}

TEST_CASE("[G7] it votes in the form of the phase, and keeps to a budget of dots") {
    Room room;
    room.put_on("\"need\"");
    room.act(5);
    for (const char* form : {"scale", "carry", "dots"}) {
        room.put_on("\"vote\"", R"(,"dots":4,"vote":")" + std::string(form) + "\"");
        CHECK(has_only(room.act(12), Gesture::Vote));
    }
    CHECK(room.refused == 0);
    const auto dots = workshop::poll_number(workshop::VoteForm::Dots, 1);
    CHECK(workshop::dots_spent(room.server.board(), dots, room.guest.session().voter()) == 4);
}

TEST_CASE("a locked board and a locked column are left alone") {
    Room room;
    REQUIRE(room.facilitator.session().set({board::kNullId, SettingKey::Locked}, {1, ""}));
    room.settle();
    CHECK(room.act(20).empty());
    REQUIRE(room.facilitator.session().set({board::kNullId, SettingKey::Locked}, {1 << 3, ""}));
    room.settle();
    CHECK_FALSE(room.act(40).empty());
    for (const board::Item& item : room.server.board().items()) {
        CHECK(item.card_kind.value != board::CardKind::Need);
    }
}

TEST_CASE("what it made is taken back: no card and no vote is left") {
    Room room;
    CHECK_FALSE(room.act(100).empty());
    rehearsal::take_back(room.guest.session(), room.part);
    room.settle();
    CHECK(room.refused == 0);
    for (const board::Item& item : room.server.board().items()) {
        CHECK(item.removed.value);
    }
    for (const board::BallotEntry& entry : room.server.board().ballots()) {
        CHECK(entry.ballot.value.withdrawn);
    }
}
