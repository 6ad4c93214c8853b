// Undo and redo of one's own work, alone and among others.
// SPDX-License-Identifier: MIT
#include "server/client/undo.h"

#include <string>
#include <vector>

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/support/content_hash.h"
#include "tests/support/fake_server.h"
#include "tests/support/tally.h"

namespace atelier::testing {
namespace {

using board::CardKind;
using board::Id;
using client::Undone;
using std::chrono::milliseconds;

struct Room {
    Room() {
        anne.connect();
        bob.connect();
    }
    // Everybody has everything, and the next gesture is a group of its own.
    void settle() {
        for (int i = 0; i < 3; ++i) {
            anne.settle();
            bob.settle();
        }
        REQUIRE(anne.session().board().hash() == server.board().hash());
        REQUIRE(bob.session().board().hash() == server.board().hash());
        pause();
    }
    void pause() {
        now += milliseconds(1000);
        anne.session().set_time(now);
        bob.session().set_time(now);
    }
    Undone undo() { return anne.session().undo().value(); }
    Undone redo() { return anne.session().redo().value(); }

    FakeServer server;
    FakeDevice anne{server, 1};
    FakeDevice bob{server, 2};
    milliseconds now{0};
};

// With one card of Anne's, which Bob knows.
struct CardRoom : Room {
    CardRoom() {
        pause();
        card = anne.session().add_card(CardKind::Need, "données").value();
        settle();
    }
    std::string text() { return anne.text(card); }

    Id card;
};

}  // namespace

TEST_CASE("gestures closer together than half a second are taken back together") {
    CardRoom room;
    auto& anne = room.anne.session();
    REQUIRE(anne.edit_text(room.card, 7, 0, " ou"));
    anne.set_time(room.now + milliseconds(499));
    REQUIRE(anne.edit_text(room.card, 10, 0, "vertes"));
    anne.set_time(room.now + milliseconds(499 + 500));
    REQUIRE(anne.edit_text(room.card, 0, 0, "Les "));
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données ouvertes");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
    CHECK(room.redo() == Undone::Text);
    CHECK(room.text() == "données ouvertes");
    CHECK(anne.can_redo());
    REQUIRE(anne.edit_text(room.card, 0, 1, "D"));  // an edit of one's own ends the redo
    CHECK_FALSE(anne.can_redo());
    CHECK(room.redo() == Undone::Nothing);
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données ouvertes");
    room.settle();
    CHECK(room.bob.text(room.card) == "données ouvertes");
}

TEST_CASE("what differs in kind is taken back one by one, however fast it went") {
    CardRoom room;
    auto& anne = room.anne.session();
    const Id second = anne.add_card(CardKind::Solution, "au bourg").value();
    anne.set_time(room.now += milliseconds(1));
    const board::Derivation merge{board::DerivedBy::Merge, board::VoteRule::Union, {room.card, second}};
    const Id merged = anne.derive(merge, {"les deux"}).value();
    anne.set_time(room.now += milliseconds(1));
    REQUIRE(anne.set_removed(merged, true));
    CHECK(room.undo() == Undone::Card);
    CHECK_FALSE(anne.board().find(merged)->removed.value);
    CHECK(room.undo() == Undone::Card);
    CHECK(anne.board().find(merged)->removed.value);
    CHECK_FALSE(anne.board().find(second)->removed.value);
    CHECK(room.undo() == Undone::Card);
    CHECK(anne.board().find(second)->removed.value);
    room.pause();

    REQUIRE(anne.edit_text(room.card, 7, 0, " ouvertes"));
    anne.set_time(room.now += milliseconds(1));
    REQUIRE(anne.move_card(room.card, CardKind::Fear, board::kNullId));
    CHECK(room.undo() == Undone::Place);
    CHECK(room.text() == "données ouvertes");
    room.settle();
}

TEST_CASE("an undone insertion takes back the characters that are still there, and no others") {
    CardRoom room;
    REQUIRE(room.anne.session().edit_text(room.card, 7, 0, " ouvertes"));
    room.settle();
    REQUIRE(room.bob.session().edit_text(room.card, 10, 0, "[B]"));  // amid Anne's word
    REQUIRE(room.bob.session().edit_text(room.card, 8, 1, ""));      // and her first letter away
    room.settle();
    CHECK(room.text() == "données u[B]vertes");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données[B]");
    CHECK(room.redo() == Undone::Text);
    CHECK(room.text() == "données u[B]vertes");
    room.settle();
}

TEST_CASE("an undone deletion comes back where it was, as new characters, also when others wrote there") {
    CardRoom room;
    REQUIRE(room.anne.session().edit_text(room.card, 1, 5, ""));
    room.settle();
    REQUIRE(room.bob.session().edit_text(room.card, 2, 0, "!"));
    REQUIRE(room.bob.session().edit_text(room.card, 0, 0, "«"));
    room.settle();
    CHECK(room.text() == "«ds!");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "«données!");
    CHECK(room.redo() == Undone::Text);
    CHECK(room.text() == "«ds!");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.undo() == Undone::Card);  // the card was made before
    room.settle();
    CHECK(room.bob.session().board().find(room.card)->removed.value);
    CHECK(room.redo() == Undone::Card);
    CHECK(room.text() == "«données!");
}

TEST_CASE("what was deleted letter by letter comes back in one piece, whichever way it went") {
    CardRoom room;
    auto& anne = room.anne.session();
    for (std::size_t at = 7; at > 3; --at) {
        REQUIRE(anne.edit_text(room.card, at - 1, 1, ""));
    }
    room.pause();
    for (int i = 0; i < 3; ++i) {
        REQUIRE(anne.edit_text(room.card, 0, 1, ""));
    }
    CHECK(room.text().empty());
    room.settle();
    const std::size_t before = room.server.log().size();
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "don");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
    room.settle();
    CHECK(room.server.log().size() == before + 2);
    // What Anne had typed and deleted is hers still under its new characters: undoing the card's birth and typing works on.
    REQUIRE(anne.edit_text(room.card, 0, 7, ""));
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
}

TEST_CASE("typing, deleting it and undoing both leaves nothing of it, and redoing both too") {
    CardRoom room;
    auto& anne = room.anne.session();
    REQUIRE(anne.edit_text(room.card, 7, 0, "abc"));
    room.pause();
    REQUIRE(anne.edit_text(room.card, 8, 1, ""));
    CHECK(room.text() == "donnéesac");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "donnéesabc");  // b is a new character
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
    CHECK(room.redo() == Undone::Text);
    CHECK(room.text() == "donnéesabc");
    CHECK(room.redo() == Undone::Text);
    CHECK(room.text() == "donnéesac");
    CHECK(room.undo() == Undone::Text);
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
    room.settle();
}

TEST_CASE("a register is put back only if mine is still the winner, through any undoing and redoing") {
    CardRoom room;
    auto& anne = room.anne.session();
    auto& bob = room.bob.session();
    const auto kind = [&] { return anne.board().find(room.card)->card_kind.value; };
    REQUIRE(anne.move_card(room.card, CardKind::Barrier, {}));
    room.pause();
    REQUIRE(anne.move_card(room.card, CardKind::Story, {}));
    CHECK(room.undo() == Undone::Place);
    CHECK(kind() == CardKind::Barrier);
    CHECK(room.undo() == Undone::Place);
    CHECK(kind() == CardKind::Need);
    CHECK(room.redo() == Undone::Place);
    CHECK(room.redo() == Undone::Place);
    CHECK(kind() == CardKind::Story);
    room.settle();
    REQUIRE(bob.move_card(room.card, CardKind::Fear, {}));
    room.settle();
    REQUIRE(anne.move_card(room.card, CardKind::Solution, {}));
    CHECK(room.undo() == Undone::Place);
    CHECK(kind() == CardKind::Fear);     // put back for Bob: from here on it is his
    CHECK(room.undo() == Undone::Card);  // both older moves are pointless now, the card itself is not
    CHECK(kind() == CardKind::Fear);
    CHECK(room.redo() == Undone::Card);
    CHECK(room.redo() == Undone::Place);
    CHECK(kind() == CardKind::Solution);
    room.settle();
}

TEST_CASE("links, threads, votes and removals are taken back and put forth") {
    CardRoom room;
    auto& anne = room.anne.session();
    const Id other = anne.add_card(CardKind::Solution, "API").value();
    const Id thread = anne.add_thread("mobilité").value();
    room.settle();
    REQUIRE(room.bob.session().add_link(other, room.card, board::Verb::Causes));
    room.settle();
    std::vector<std::uint64_t> contents;
    const auto gesture_done = [&] {
        contents.push_back(content_hash(anne.board(), RemovedItems::Counted));
        room.settle();
    };
    gesture_done();
    REQUIRE(anne.add_link(other, room.card, board::Verb::Answers));
    gesture_done();
    REQUIRE(anne.join_thread(thread, room.card));
    gesture_done();
    REQUIRE(anne.vote(room.card, 1));
    gesture_done();
    REQUIRE(anne.vote(room.card, -1));
    gesture_done();
    REQUIRE(anne.remove_link(other, room.card, board::Verb::Answers));
    gesture_done();
    REQUIRE(anne.leave_thread(thread, room.card));
    gesture_done();
    REQUIRE(anne.set_removed(room.card, true));
    gesture_done();
    const std::vector<Undone> words{Undone::Link, Undone::Thread, Undone::Vote, Undone::Vote,
                                    Undone::Link, Undone::Thread, Undone::Card};
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = words.size(); i > 0; --i) {
            CHECK(room.undo() == words[i - 1]);
            CHECK(content_hash(anne.board(), RemovedItems::Counted) == contents[i - 1]);
        }
        for (std::size_t i = 0; i < words.size(); ++i) {
            CHECK(room.redo() == words[i]);
            CHECK(content_hash(anne.board(), RemovedItems::Counted) == contents[i + 1]);
        }
        room.settle();
    }
    CHECK(anne.board().links().live_tags(other, room.card, board::Verb::Causes).size() == 1);
}

TEST_CASE("[M10] a merge is undone ten minutes later without touching what others did meanwhile") {
    CardRoom room;
    auto& anne = room.anne.session();
    const Id other = anne.add_card(CardKind::Need, "des données").value();
    room.settle();
    const board::Derivation merge{board::DerivedBy::Merge, board::VoteRule::Union, {room.card, other}};
    const Id merged = anne.derive(merge, {"Données fiables"}).value();
    room.settle();
    REQUIRE(room.bob.session().edit_text(merged, 0, 0, "Des "));
    REQUIRE(room.bob.session().edit_text(other, 0, 3, "Les"));
    REQUIRE(room.bob.session().vote(merged, 1));
    for (int i = 0; i < 600; ++i) {
        room.pause();
    }
    room.settle();
    CHECK(room.undo() == Undone::Card);
    room.settle();
    const board::Board& board = room.bob.session().board();
    CHECK(board.find(merged)->removed.value);
    CHECK_FALSE(board.is_folded(other));
    CHECK(board.find(other)->text.str() == "Les données");
    CHECK(room.redo() == Undone::Card);
    room.settle();
    CHECK(board.is_folded(other));
    CHECK(board.find(merged)->text.str() == "Des Données fiables");
    CHECK(testing::tally_of(board, merged).in_favour == 1);
}

TEST_CASE("a split is one gesture, undone as one") {
    CardRoom room;
    const board::Derivation split{board::DerivedBy::Split, board::VoteRule::Reset, {room.card}};
    const std::uint64_t before = content_hash(room.anne.session().board(), RemovedItems::Left);
    REQUIRE(room.anne.session().derive(split, {"un", "deux", "trois"}));
    CHECK(room.anne.session().board().is_folded(room.card));
    CHECK(room.undo() == Undone::Card);
    CHECK(content_hash(room.anne.session().board(), RemovedItems::Left) == before);
    CHECK_FALSE(room.anne.session().board().is_folded(room.card));
}

TEST_CASE("undo works offline, and across a resync from a snapshot") {
    CardRoom room;
    auto& anne = room.anne.session();
    REQUIRE(anne.edit_text(room.card, 7, 0, " ouvertes"));
    room.settle();
    room.anne.disconnect();
    for (int i = 0; i < 60; ++i) {  // more than a tail
        REQUIRE(room.bob.session().edit_text(room.card, 0, 0, "."));
        room.bob.settle();
    }
    const std::size_t snapshots = room.server.snapshots_sent;
    REQUIRE(anne.edit_text(room.card, 0, 1, "D"));
    CHECK(room.undo() == Undone::Text);
    room.anne.connect();
    room.settle();
    CHECK(room.server.snapshots_sent > snapshots);
    CHECK(room.undo() == Undone::Text);
    room.settle();
    CHECK(room.bob.text(room.card) == std::string(60, '.') + "données");
}

TEST_CASE("what the server refused is not undone, and does not disturb what is") {
    CardRoom room;
    room.server.refuses = [](const board::Op& op) {
        const auto* add = std::get_if<board::AddItem>(&op.body);
        return add != nullptr && add->text == "non";
    };
    REQUIRE(room.anne.session().edit_text(room.card, 0, 1, "D"));
    room.settle();
    REQUIRE(room.anne.session().add_card(CardKind::Fear, "non"));
    room.settle();
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
}

TEST_CASE("an undone insertion that stands in more pieces than one op can name goes whole") {
    CardRoom room;
    auto& anne = room.anne.session();
    constexpr std::size_t kPieces = limits::kOpRangesMax + 100;
    REQUIRE(anne.edit_text(room.card, 7, 0, std::string(2 * kPieces, 'x')));
    room.settle();
    // Every second letter goes, one by one, and comes back as a new one: what was one range is now two thousand.
    for (std::size_t i = 0; i < kPieces; ++i) {
        REQUIRE(anne.edit_text(room.card, 7 + i, 1, ""));
    }
    room.settle();
    CHECK(room.text() == "données" + std::string(kPieces, 'x'));
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données" + std::string(2 * kPieces, 'x'));
    room.settle();
    CHECK(room.undo() == Undone::Text);
    CHECK(room.text() == "données");
    room.settle();
    CHECK(room.anne.refusals.empty());
    CHECK(room.bob.text(room.card) == "données");
    CHECK(room.redo() == Undone::Text);
    CHECK(room.text() == "données" + std::string(2 * kPieces, 'x'));
}

TEST_CASE("undo is bounded: the oldest goes first") {
    CardRoom room;
    auto& anne = room.anne.session();
    for (std::size_t i = 0; i < limits::kUndoGroupsMax + 20; ++i) {
        room.pause();
        REQUIRE(anne.edit_text(room.card, 0, 0, "x"));
    }
    std::size_t undone = 0;
    while (room.undo() != Undone::Nothing) {
        ++undone;
    }
    CHECK(undone == limits::kUndoGroupsMax);
    CHECK(room.text() == std::string(20, 'x') + "données");
    CHECK_FALSE(anne.can_undo());
    // Large texts: the bytes bound it before the number does.
    const std::string page(15'000, 'y');
    for (int i = 0; i < 100; ++i) {
        room.pause();
        REQUIRE(anne.edit_text(room.card, 0, 0, page));
        room.pause();
        REQUIRE(anne.edit_text(room.card, 0, page.size(), ""));
    }
    undone = 0;
    while (room.undo() != Undone::Nothing) {
        ++undone;
    }
    CHECK(undone > 100);
    CHECK(undone < 150);
}

}  // namespace atelier::testing
