// Hidden is hidden (rule W32): every byte that a member gets is searched for what others wrote behind the curtain.
// SPDX-License-Identifier: MIT
#include "server/workshop/veil.h"

#include <string>
#include <vector>

#include "tests/support/tally.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("what is written behind the curtain reaches nobody else in any frame, before the reveal [F3][W32]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    Device screen(hall.world, Role::Screen, 4);
    Device away(hall.world, Role::Observer, 5);
    hall.devices.insert(hall.devices.end(), {&bob, &screen, &away});
    hall.settle();
    away.cut();
    const Id mine = bob.add("de Bob");
    hall.settle();
    hall.phase(1);
    for (Device* device : hall.devices) {
        device->received.clear();  // that Ana is here was told before; nothing is hers yet
    }

    // Typed and changed as it comes; the card's organisation is planted too.
    const Id card = hall.ana.add("PLANTED");
    hall.settle();
    REQUIRE(hall.ana.client.edit_text(card, 7, 0, " MORE-PLANTED"));
    hall.settle();
    REQUIRE(hall.ana.client.add_link(card, mine, board::Verb::Causes));
    REQUIRE(hall.ana.client.join_thread(hall.ana.client.add_thread("THREAD-PLANTED").value(), card));
    hall.settle();
    away.connect();                                 // resumes: a tail
    Device late(hall.world, Role::Participant, 6);  // a snapshot
    hall.devices.push_back(&late);
    hall.settle();
    CHECK(hall.lead.sees(card));
    CHECK(hall.ana.sees(card));

    const auto check_blind = [&](const std::vector<Device*>& others) {
        for (const Device* other : others) {
            CHECK_FALSE(other->sees(card));
            CHECK_FALSE(other->has_received("PLANTED"));
            CHECK_FALSE(other->has_received("Mairie-secrete"));
            CHECK_FALSE(other->has_received(hall.ana.client.actor()));
            CHECK(other->sees(mine));
            CHECK(other->client.link() == client::Link::Live);
            CHECK(other->client.silhouettes() == std::array<std::uint32_t, 6>{1, 1, 0, 0, 0, 0});
        }
    };
    check_blind({&bob, &screen, &away, &late});

    // Nor after the server has read the board from its disk.
    for (Device* device : hall.devices) {
        device->cut();
    }
    hall.world.restart();
    for (Device* device : hall.devices) {
        device->connect();
    }
    Device later(hall.world, Role::Screen, 7);
    hall.devices.push_back(&later);
    hall.settle();
    check_blind({&bob, &screen, &away, &late, &later});
    CHECK(hall.ana.sees(card));
    CHECK(hall.ana.client.board().find(card)->text.str() == "PLANTED MORE-PLANTED");

    hall.phase(3);
    hall.settle();
    for (const Device* device : hall.devices) {
        CHECK(device->sees(card));
        CHECK(device->client.silhouettes() == std::array<std::uint32_t, 6>{});
    }
    hall.check_same();
}

TEST_CASE("facilitators are told which items others do not see, and nobody else is [W32][W33]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    hall.phase(1);
    const Id card = hall.ana.add("secret");
    hall.settle();
    hall.world.room->on_tick();
    hall.settle();
    const std::string counter = "-" + std::to_string(card.counter);
    CHECK(hall.lead.has_received(counter));
    CHECK_FALSE(bob.has_received(counter));
    hall.lead.received.clear();
    hall.phase(3);
    hall.settle();
    hall.world.room->on_tick();
    hall.settle();
    CHECK_FALSE(hall.lead.has_received(counter));
}

TEST_CASE("a reveal shows by kind, and one by one, and leaves the rest hidden [F4][W32]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    hall.phase(1);
    const Id fear = hall.ana.add("peur", CardKind::Fear);
    const Id need = hall.ana.add("besoin", CardKind::Need);
    const Id story = hall.ana.add("SECRET-STORY", CardKind::Story);
    const Id own = bob.add("de Bob", CardKind::Story);
    hall.settle();
    hall.lead.set(SettingKey::Revealed, 1 << 1);
    hall.settle();
    CHECK((bob.sees(fear) && bob.sees(own)));
    CHECK_FALSE((bob.sees(need) || bob.sees(story)));
    hall.lead.set(SettingKey::Revealed, 1, need);
    hall.settle();
    CHECK((bob.sees(need) && bob.sees(own)));
    CHECK_FALSE(bob.has_received("SECRET-STORY"));
    CHECK_FALSE(hall.ana.sees(own));
    // What is revealed can be worked on at once.
    REQUIRE(bob.client.add_link(own, need, board::Verb::Illustrates));
    hall.settle();
    hall.phase(3);
    hall.check_same();
}

TEST_CASE("a reveal by table shows what was brought from there, and no byte of the others [F4][W32]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    hall.phase(1);
    const auto bring = [&](const std::string& text, char table) {
        const Id card = hall.lead.add(text);
        hall.lead.set(SettingKey::Origin, 0, card, std::string(32, table) + " 1111111111111111-3 Table");
        return card;
    };
    const Id first = bring("first", 'a');
    const Id second = bring("SECOND-PLANTED", 'b');
    const Id own = hall.ana.add("OWN-PLANTED");
    hall.settle();
    hall.lead.set(SettingKey::RevealedTable, 0, kNullId, std::string(32, 'a'));
    hall.settle();
    CHECK((bob.sees(first) && hall.ana.sees(first) && hall.ana.sees(own)));
    CHECK_FALSE((bob.sees(second) || bob.sees(own)));
    // Nor whoever reads the board after the server did.
    for (Device* device : hall.devices) {
        device->cut();
    }
    hall.world.restart();
    for (Device* device : hall.devices) {
        device->connect();
    }
    hall.settle();
    CHECK((bob.sees(first) && !bob.sees(second)));
    CHECK_FALSE(bob.has_received("PLANTED"));
    CHECK(bob.client.silhouettes() == std::array<std::uint32_t, 6>{0, 2, 0, 0, 0, 0});
    hall.phase(3);
    CHECK(bob.sees(second));
    hall.check_same();
}

TEST_CASE("a phase that is put on for several boards at once is on as if a facilitator there had put it on") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    hall.settle();
    const auto begin = [&](std::uint32_t number) {
        std::string told = "nothing";
        hall.world.room->begin_phase(
            number, [&](Result<void> done) { told = done ? "ok" : std::string(error_name(done.error().code)); });
        hall.settle();
        return told;
    };
    CHECK(begin(4) == "unknown_item");
    CHECK(begin(1) == "ok");
    CHECK(bob.client.board().setting_number({kNullId, SettingKey::Phase}) == 1);
    const Id card = hall.ana.add("SECRET");
    hall.settle();
    CHECK_FALSE(bob.sees(card));
    const OpSeq before = hall.world.room->committed();
    CHECK(begin(1) == "ok");
    CHECK(hall.world.room->committed() == before);
    hall.lead.set(SettingKey::Revealed, 1 << 3);
    hall.settle();
    CHECK(begin(2) == "ok");
    CHECK(hall.world.room->board().setting_number({kNullId, SettingKey::Revealed}) == 0);
    CHECK_FALSE(bob.sees(card));
    CHECK(begin(3) == "ok");
    CHECK(bob.sees(card));
    CHECK(begin(0) == "ok");
    hall.check_same();
}

TEST_CASE("a phase behind whose curtain nobody wrote sends nobody away [W32]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    hall.phase(1);
    hall.phase(3);
    CHECK(bob.connections == 1);
    hall.check_same();
    hall.phase(1);
    hall.ana.add("caché");
    hall.settle();
    hall.phase(3);
    CHECK(bob.connections == 2);
    hall.check_same();
}

TEST_CASE("a facilitator's hand on a hidden card reaches whose card it is [W32]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    hall.phase(1);
    const Id card = hall.ana.add("mal dit");
    hall.settle();
    REQUIRE(hall.lead.client.set_removed(card, true));
    hall.lead.set(SettingKey::Locked, 1, card);
    hall.settle();
    CHECK(hall.ana.client.board().find(card)->removed.value);
    CHECK_FALSE(bob.sees(card));
    hall.lead.set(SettingKey::TimerEnd, 99);  // behind something that Bob was not given
    hall.settle();
    CHECK(bob.client.board().setting_number({kNullId, SettingKey::TimerEnd}) == 99);
    hall.phase(3);
    hall.check_same();
}

// What the card's votes come to, as the server wrote it.
std::string told(const board::Board& board, Id card) {
    const auto* tally = board.setting({card, SettingKey::Tally});
    return tally == nullptr ? std::string() : tally->value.text;
}

TEST_CASE("ballots are told to nobody but their voter, and counted when the phase ends [W35] [G9]") {
    Hall hall;
    Device bob(hall.world, Role::Participant, 3);
    hall.devices.push_back(&bob);
    const Id card = hall.ana.add("à voter");
    hall.settle();
    hall.phase(2);
    REQUIRE(bob.client.vote(card, 1));
    hall.settle();
    const auto knows_nothing = [&](const Device& device) {
        return device.client.board().ballots().empty() && told(device.client.board(), card).empty();
    };
    hall.world.room->on_tick();
    hall.settle();
    CHECK(knows_nothing(hall.ana));
    CHECK(knows_nothing(hall.lead));
    CHECK(testing::tally_of(bob.client.board(), card).in_favour == 1);
    bob.cut();
    bob.connect();
    hall.settle();
    CHECK(testing::tally_of(bob.client.board(), card).in_favour == 1);
    hall.phase(3);
    hall.world.room->on_tick();
    hall.settle();
    for (const Device* device : {&hall.ana, &hall.lead}) {
        CHECK(device->client.board().ballots().empty());
        CHECK(told(device->client.board(), card) == R"([{"poll":0,"counts":[0,0,1]}])");
    }
    Device late(hall.world, Role::Facilitator, 9);
    hall.devices.push_back(&late);
    hall.settle();
    CHECK(late.client.board().ballots().empty());
    CHECK(told(late.client.board(), card) == told(bob.client.board(), card));
    CHECK(bob.client.board().ballots().size() == 1);
    const ActorId voter{bob.client.voter().value};  // as it would stand in a ballot
    CHECK(bob.has_received(voter));
    for (const Device* device : {&hall.ana, &hall.lead, &late}) {
        CHECK_FALSE(device->has_received(voter));
    }
    hall.check_same();
}

TEST_CASE(
    "whatever people do and however often they come back, each sees what the history lets them, and all the same in "
    "the end") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 41));
    INFO("seed " << seed);
    SeededRandom random(seed);
    const auto pick = [&](std::uint64_t below) { return random.next() % below; };
    Hall hall;
    Device bob(hall.world, Role::Participant, 100 + seed);
    Device eve(hall.world, Role::Participant, 200 + seed);
    hall.devices.insert(hall.devices.end(), {&bob, &eve});
    hall.settle();
    std::vector<Id> cards;
    for (int step = 0; step < 60; ++step) {
        Device& who = *hall.devices[1 + pick(3)];
        switch (pick(12)) {
            case 0: hall.lead.set(SettingKey::Phase, static_cast<std::int64_t>(pick(4))); break;
            case 1: hall.lead.set(SettingKey::Revealed, static_cast<std::int64_t>(pick(128))); break;
            case 2:
                if (!cards.empty()) {
                    const Id card = cards[pick(cards.size())];
                    if (hall.lead.sees(card)) {
                        hall.lead.set(SettingKey::Revealed, 1, card);
                    }
                }
                break;
            case 3: who.cut(); break;
            case 4:
                if (!who.is_connected()) {
                    who.connect();
                }
                break;
            case 5:
                if (pick(4) == 0) {
                    for (Device* device : hall.devices) {
                        device->cut();
                    }
                    hall.world.sync();
                    hall.world.restart();
                    for (Device* device : hall.devices) {
                        device->connect();
                    }
                }
                break;
            case 6:
                if (!cards.empty()) {
                    const Id card = cards[pick(cards.size())];
                    static_cast<void>(who.client.vote(card, 1));
                    static_cast<void>(who.client.edit_text(card, 0, 0, "x"));
                }
                break;
            case 7:
                if (cards.size() > 1) {
                    static_cast<void>(who.client.add_link(cards.front(), cards.back(), board::Verb::Completes));
                }
                break;
            case 8: hall.settle(); break;
            default:
                if (const auto made = who.client.add_card(static_cast<CardKind>(1 + pick(5)), "texte")) {
                    cards.push_back(*made);
                }
        }
        if (pick(3) == 0) {
            hall.world.sync();
        }
        for (Device* device : hall.devices) {
            device->pump();
        }
        if (pick(4) != 0) {
            continue;
        }
        hall.settle();
        // The same fold, from the log alone, says what each may have.
        const LoadedBoard history = load_board(hall.world.store, test_board()).value();
        for (Device* device : hall.devices) {
            if (device == &hall.lead || !device->is_connected()) {
                continue;
            }
            const board::Board allowed =
                history.veil.is_down() ? history.veil.board_for(device->client.actor()) : history.board.copy();
            for (const board::Item& item : history.board.items()) {
                const board::Item* due = allowed.find(item.id);
                REQUIRE(device->sees(item.id) == (due != nullptr));
                if (due != nullptr) {
                    REQUIRE(device->client.board().find(item.id)->text.str() == due->text.str());
                }
            }
        }
    }
    for (Device* device : hall.devices) {
        if (!device->is_connected()) {
            device->connect();
        }
    }
    hall.settle();
    hall.phase(3);
    hall.settle();
    hall.check_same();
}
