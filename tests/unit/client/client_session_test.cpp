// The client's promises, against a server that fits in a page. Rules W… are those of proto/PROTOCOL.md.
// SPDX-License-Identifier: MIT
#include "server/client/client_session.h"

#include <algorithm>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/client/columns.h"
#include "tests/support/catch.h"
#include "tests/support/tally.h"
#include "tests/unit/client/two_devices.h"

namespace atelier::testing {
namespace {

using board::CardKind;
using client::Link;
using client::Mark;

}  // namespace

TEST_CASE("[W11] a card is on the device, then sent, then kept, and kept means echoed") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "Des données fiables").value();
    CHECK(room.anne.text(card) == "Des données fiables");
    CHECK(room.anne.session().mark(card) == Mark::Device);
    CHECK(room.anne.session().pending_items() == 1);
    room.anne.send();
    CHECK(room.anne.session().mark(card) == Mark::Device);  // not saved on the device: it may not leave
    room.anne.save();
    room.anne.send();
    CHECK(room.anne.session().mark(card) == Mark::Sent);
    room.anne.receive();
    CHECK(room.anne.session().mark(card) == Mark::Kept);
    CHECK(room.anne.session().pending_items() == 0);
    room.check_equal();
    CHECK(room.bob.text(card) == "Des données fiables");
}

TEST_CASE("two people type into one card at once and both see the same text") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "données").value();
    room.settle();
    REQUIRE(room.anne.session().edit_text(card, 0, 0, "Les "));
    REQUIRE(room.bob.session().edit_text(card, 7, 0, " ouvertes"));
    room.check_equal();
    CHECK(room.anne.text(card) == "Les données ouvertes");
    CHECK(room.bob.text(card) == "Les données ouvertes");
}

TEST_CASE("typing is joined into one op until it is saved, deletions too") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "").value();
    room.settle();
    const std::size_t before = room.server.log().size();
    const std::string word = "mutualiser";
    for (std::size_t i = 0; i < word.size(); ++i) {
        REQUIRE(room.anne.session().edit_text(card, i, 0, word.substr(i, 1)));
    }
    CHECK(room.anne.session().pending_ops() == 1);
    room.settle();
    CHECK(room.server.log().size() == before + 1);
    for (std::size_t i = word.size(); i > 6; --i) {
        REQUIRE(room.anne.session().edit_text(card, i - 1, 1, ""));
    }
    CHECK(room.anne.session().pending_ops() == 1);
    REQUIRE(room.anne.session().edit_text(card, 6, 0, "l"));
    CHECK(room.anne.session().pending_ops() == 2);
    room.check_equal();
    CHECK(room.bob.text(card) == "mutuall");
    CHECK(room.server.log().size() == before + 3);
}

TEST_CASE("typing that another person cuts into stays two ops and one text") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "ab").value();
    room.settle();
    REQUIRE(room.anne.session().edit_text(card, 1, 0, "1"));
    REQUIRE(room.bob.session().edit_text(card, 1, 0, "X"));
    room.bob.settle();
    room.anne.receive();  // X arrives while the first typing is still open
    REQUIRE(room.anne.session().edit_text(card, room.anne.text(card).find('1') + 1, 0, "2"));
    room.check_equal();
    CHECK(room.anne.text(card) == room.bob.text(card));
    CHECK(room.anne.text(card).find("12") != std::string::npos);
}

TEST_CASE("[W18] work done on both sides of a cut meets when the network is back") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "données").value();
    room.settle();
    room.anne.disconnect();
    room.bob.disconnect();
    CHECK(room.anne.session().link() == Link::Offline);
    REQUIRE(room.anne.session().edit_text(card, 0, 0, "Les "));
    REQUIRE(room.bob.session().edit_text(card, 7, 0, " ouvertes"));
    REQUIRE(room.bob.session().set_removed(card, true));
    REQUIRE(room.anne.session().add_card(CardKind::Fear, "hors ligne"));
    CHECK(room.anne.session().pending_items() == 2);
    CHECK(room.anne.session().mark(card) == Mark::Device);
    const std::size_t snapshots = room.server.snapshots_sent;
    room.anne.connect();
    room.bob.connect();
    room.check_equal();
    CHECK(room.anne.text(card) == "Les données ouvertes");
    CHECK(room.anne.session().board().find(card)->removed.value);
    CHECK(room.server.snapshots_sent == snapshots);  // tails were enough
}

TEST_CASE("[W18][W19] a client that has missed too much gets a snapshot and loses nothing of its own") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "a").value();
    room.settle();
    room.anne.disconnect();
    REQUIRE(room.anne.session().edit_text(card, 1, 0, "nne"));
    for (int i = 0; i < 60; ++i) {
        REQUIRE(room.bob.session().add_card(CardKind::Story, "récit"));
        room.bob.settle();
    }
    const std::size_t snapshots = room.server.snapshots_sent;
    room.anne.connect();
    CHECK(room.server.snapshots_sent == snapshots + 1);
    room.check_equal();
    CHECK(room.bob.text(card) == "anne");
}

TEST_CASE("a killed tab finds its unsent cards again and sends them") {
    Room room;
    room.anne.disconnect();
    const board::Id card = room.anne.session().add_card(CardKind::Solution, "Une plateforme commune").value();
    room.anne.save();
    REQUIRE(room.anne.session().edit_text(card, 0, 3, "La"));
    room.anne.save();
    room.anne.kill_and_reopen();
    CHECK(room.anne.session().pending_ops() == 3);
    room.anne.connect();
    room.check_equal();
    CHECK(room.bob.text(card) == "La plateforme commune");
}

TEST_CASE(
    "[W25] cards written over two lives without a network, behind some that wait, all arrive, as they were last") {
    Room room;
    const board::Id shared = room.bob.session().add_card(CardKind::Story, "récit").value();
    room.settle();
    room.anne.disconnect();
    REQUIRE(room.anne.session().edit_text(shared, 5, 0, " commun"));
    room.anne.save();
    room.anne.kill_and_reopen();
    const board::Id card = room.anne.session().add_card(CardKind::Fear, "peur").value();
    REQUIRE(room.anne.session().edit_text(card, 4, 0, " du noir"));
    room.anne.save();
    room.anne.kill_and_reopen();
    CHECK(room.anne.session().pending_ops() == 3);
    CHECK(room.anne.text(card) == "peur du noir");
    REQUIRE(room.anne.session().edit_text(card, 5, 2, "dans le"));
    REQUIRE(room.anne.session().vote(card, 1));
    room.anne.connect();
    room.check_equal();
    CHECK(room.bob.text(shared) == "récit commun");
    const auto fears = client::column(room.bob.session().board(), CardKind::Fear);
    REQUIRE(fears.size() == 1);
    CHECK(fears[0]->text.str() == "peur dans le noir");
    CHECK(testing::tally_of(room.bob.session().board(), fears[0]->id).in_favour == 1);
}

TEST_CASE("[W14] a refused op is rolled back, its text is kept as a draft, the ops behind it go on") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "titre").value();
    room.settle();
    room.server.refuses = [](const board::Op& op) { return std::holds_alternative<board::InsertText>(op.body); };
    REQUIRE(room.anne.session().edit_text(card, 5, 0, " refusé"));
    const board::Id next = room.anne.session().add_card(CardKind::Fear, "acceptée").value();
    room.settle();
    REQUIRE(room.anne.refusals.size() == 1);
    CHECK(room.anne.refusals[0].draft == " refusé");
    CHECK(room.anne.refusals[0].item == card);
    CHECK(room.anne.refusals[0].message == "Cette phase est fermée.");
    CHECK(room.anne.text(card) == "titre");
    room.check_equal();
    CHECK(room.bob.text(next) == "acceptée");
    REQUIRE(room.anne.session().add_card(CardKind::Need, "encore"));
    room.check_equal();
}

TEST_CASE("[W14] a refused card takes what hung on it along, and every draft comes back") {
    Room room;
    room.server.refuses = [](const board::Op& op) { return std::holds_alternative<board::AddItem>(op.body); };
    const board::Id card = room.anne.session().add_card(CardKind::Need, "carte").value();
    room.anne.save();
    REQUIRE(room.anne.session().edit_text(card, 5, 0, " suite"));
    room.settle();
    CHECK(room.anne.refusals.size() == 2);
    CHECK(room.anne.session().board().find(card) == nullptr);
    room.check_equal();
}

TEST_CASE("[W14] the ids of a refused op are not made again before its Void is here, so what is written next is kept") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "titre").value();
    room.settle();
    room.server.refuses = [](const board::Op& op) { return std::holds_alternative<board::InsertText>(op.body); };
    REQUIRE(room.anne.session().set_removed(card, false));  // still waits when the next one is refused
    REQUIRE(room.anne.session().edit_text(card, 5, 0, " refusé"));
    room.anne.save();
    room.anne.send();
    room.anne.receive_one();
    REQUIRE(room.anne.session().wants_reconnect());
    room.anne.disconnect();
    room.server.refuses = [](const board::Op&) { return false; };
    REQUIRE(room.anne.session().pending_ops() == 1);
    const board::Id next = room.anne.session().add_card(CardKind::Fear, "écrite sans réseau").value();
    room.anne.connect();
    room.check_equal();
    REQUIRE(room.bob.session().board().find(next) != nullptr);
    CHECK(room.bob.text(next) == "écrite sans réseau");
}

TEST_CASE("[M11] a purge reaches everybody where the server put it, also who has something waiting") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "données fiables").value();
    room.settle();
    REQUIRE(room.anne.session().edit_text(card, 2, 10, ""));
    room.settle();
    REQUIRE(room.bob.session().edit_text(card, 1, 0, "b"));  // between letters that stay
    room.server.purge(card);
    room.anne.receive();
    CHECK_FALSE(room.anne.session().wants_reconnect());
    CHECK(room.anne.session().board().find(card)->text.run_count() == 2);
    room.bob.receive();
    CHECK(room.bob.session().wants_reconnect());
    CHECK(room.bob.session().pending_ops() == 1);
    CHECK(room.bob.text(card) == "dboles");
    room.check_equal();
    CHECK(room.bob.refusals.empty());
    CHECK(room.anne.text(card) == "dboles");
    REQUIRE(room.anne.session().edit_text(card, 3, 0, "nn"));
    room.check_equal();
    CHECK(room.bob.text(card) == "dbonnles");
}

TEST_CASE(
    "[M11][W26] what was typed offline beside letters that were purged meanwhile is kept, once, on every device") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "données fiables").value();
    room.settle();
    room.bob.disconnect();
    REQUIRE(room.bob.session().edit_text(card, 7, 0, " très"));
    room.bob.save();
    REQUIRE(room.bob.session().edit_text(card, 7 + 5, 0, ", très"));  // behind what waits
    room.bob.save();
    REQUIRE(room.anne.session().edit_text(card, 5, 5, ""));
    room.settle();
    room.server.purge(card);
    const bool echo_is_lost = GENERATE(false, true);
    room.bob.connect();
    if (echo_is_lost) {
        room.bob.receive();
        room.bob.save();
        room.bob.send();
        room.bob.disconnect();
        room.bob.kill_and_reopen();
        room.bob.connect();
    }
    room.check_equal();
    CHECK(room.bob.refusals.empty());
    CHECK(std::count_if(room.server.log().begin(), room.server.log().end(),
                        [](const board::Op& op) { return std::holds_alternative<board::InsertText>(op.body); }) == 2);
    CHECK(room.anne.text(card) == room.bob.text(card));
    const std::string text = room.anne.text(card);
    INFO(text);
    const std::size_t at = text.find(" très, très");
    REQUIRE(at != std::string::npos);
    CHECK(text.find("très", at + std::string(" très, très").size()) == std::string::npos);
}

TEST_CASE("[W20] whoever has another board than the server at the same position reads it anew") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "données").value();
    room.settle();
    const std::uint64_t hash = room.server.board().hash();
    const auto welcomes = [&] { return room.server.snapshots_sent + room.server.tails_sent; };
    const std::size_t before = welcomes();
    SECTION("the same hash, another position, or something that waits on top: nothing to compare") {
        room.server.tell_hash(room.server.position(), hash);
        room.server.tell_hash(room.server.position() + 1, hash + 1);
        room.settle();
        REQUIRE(room.anne.session().edit_text(card, 0, 0, "des "));
        room.server.tell_hash(room.server.position(), hash);
        room.anne.receive();
        room.settle();
        CHECK(welcomes() == before);
    }
    SECTION("another hash") {
        room.server.tell_hash(room.server.position(), hash + 1);
        room.anne.receive();
        room.bob.receive();
        room.check_equal();
        CHECK(welcomes() == before + 2);
    }
}

TEST_CASE("links, threads and votes reach the others and can be taken back") {
    Room room;
    client::ClientSession& anne = room.anne.session();
    const board::Id need = anne.add_card(CardKind::Need, "besoin").value();
    const board::Id solution = anne.add_card(CardKind::Solution, "solution").value();
    const board::Id thread = anne.add_thread("mobilité").value();
    REQUIRE(anne.add_link(solution, need, board::Verb::Answers));
    REQUIRE(anne.join_thread(thread, need));
    REQUIRE(anne.vote(need, 1));
    room.settle();
    const board::Board& seen = room.bob.session().board();
    CHECK(seen.links().live_tags(solution, need, board::Verb::Answers).size() == 1);
    CHECK(seen.memberships().live_tags(need).size() == 1);
    CHECK(testing::tally_of(seen, need).in_favour == 1);
    REQUIRE(room.bob.session().remove_link(solution, need, board::Verb::Answers));
    REQUIRE(room.bob.session().leave_thread(thread, need));
    REQUIRE(anne.vote(need, std::nullopt));
    room.check_equal();
    CHECK(seen.links().live_tags(solution, need, board::Verb::Answers).empty());
    CHECK(seen.memberships().live_tags(need).empty());
    CHECK(testing::tally_of(seen, need) == testing::Tally{});
}

TEST_CASE("[M10] a merge stands where its first source stood, reaches everybody, and is taken back by removing it") {
    Room room;
    auto& anne = room.anne.session();
    const board::Id one = anne.add_card(CardKind::Need, "données").value();
    const board::Id two = anne.add_card(CardKind::Need, "des données").value();
    const board::Id three = anne.add_card(CardKind::Need, "trame").value();
    room.settle();
    const board::Derivation merge{board::DerivedBy::Merge, board::VoteRule::Union, {one, two}};
    const board::Id merged = room.bob.session().derive(merge, {"Des données fiables"}).value();
    room.check_equal();
    const auto order = [&] {
        std::vector<board::Id> ids;
        for (const board::Item* item : client::column(anne.board(), CardKind::Need)) {
            ids.push_back(item->id);
        }
        return ids;
    };
    CHECK(order() == std::vector<board::Id>{merged, three});
    REQUIRE(anne.set_removed(merged, true));
    room.check_equal();
    CHECK(order() == std::vector<board::Id>{one, two, three});
}

TEST_CASE("[M10] a split makes all its parts in order, or none") {
    Room room;
    auto& anne = room.anne.session();
    const board::Id card = anne.add_card(CardKind::Barrier, "trame et données").value();
    const board::Id behind = anne.add_card(CardKind::Barrier, "autre").value();
    const board::Derivation split{board::DerivedBy::Split, board::VoteRule::Reset, {card}};
    CHECK(anne.derive(split, {"trame", std::string("\0", 1)}).error().code == ErrorCode::BadText);
    CHECK(anne.derive(split, {"trame"}).error().code == ErrorCode::Malformed);
    CHECK(anne.derive(split, std::vector<std::string>(limits::kDerivationSourcesMax + 1)).error().code ==
          ErrorCode::TooMany);
    CHECK(anne.derive({board::DerivedBy::Merge, board::VoteRule::Union, {card}}, {"x"}).error().code ==
          ErrorCode::WrongKind);
    CHECK(anne.derive({board::DerivedBy::Reword, board::VoteRule::Union, {board::kNullId}}, {"x"}).error().code ==
          ErrorCode::UnknownItem);
    CHECK(client::column(anne.board(), CardKind::Barrier).size() == 2);
    const board::Id first = anne.derive(split, {"trame", "données", "sols"}).value();
    std::vector<std::string> texts;
    for (const board::Item* item : client::column(anne.board(), CardKind::Barrier)) {
        texts.push_back(item->text.str());
    }
    CHECK(texts == std::vector<std::string>{"trame", "données", "sols", "autre"});
    CHECK(anne.board().derived_from(card).front() == first);
    CHECK_FALSE(anne.board().is_folded(behind));
    room.check_equal();
}

TEST_CASE("gestures that cannot be are refused here, with a reason, before anything is sent") {
    Room room;
    client::ClientSession& anne = room.anne.session();
    CHECK(anne.add_card(CardKind::Need, std::string(limits::kTextCharsMax + 1, 'x')).error().code ==
          ErrorCode::TooLarge);
    CHECK(anne.add_card(CardKind::None, "x").error().code == ErrorCode::WrongKind);
    CHECK(anne.edit_text({ActorId{9}, 9}, 0, 0, "x").error().code == ErrorCode::UnknownItem);
    const board::Id card = anne.add_card(CardKind::Need, "x").value();
    CHECK(anne.edit_text(card, 0, 0, "\xff").error().code == ErrorCode::BadText);
    CHECK(anne.add_link(card, card, board::Verb::Blocks).error().code == ErrorCode::WrongKind);
    CHECK(anne.join_thread(card, card).error().code == ErrorCode::WrongKind);
    CHECK(anne.pending_ops() == 1);
    FakeServer alone;
    FakeDevice stranger(alone, 3);
    CHECK(stranger.session().add_card(CardKind::Need, "x").error().code == ErrorCode::NotFound);
    room.check_equal();
}

TEST_CASE("[W13] a gap in the commits is noticed, and the client asks for what it misses") {
    Room room;
    REQUIRE(room.bob.session().add_card(CardKind::Need, "un"));
    room.bob.settle();
    FakeServer::Connection* to_anne = room.server.connections[0];
    REQUIRE(to_anne->to_client.size() == 1);
    to_anne->to_client.clear();  // lost on the way
    REQUIRE(room.bob.session().add_card(CardKind::Need, "deux"));
    room.bob.settle();
    room.check_equal();
    CHECK(room.anne.session().board().items().size() == 2);
}

TEST_CASE("a thing made of two people's typing, kills and cuts at random ends equal everywhere") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        INFO("seed " << seed);
        Room room;
        SeededRandom random(seed);
        const board::Id card = room.anne.session().add_card(CardKind::Need, "début").value();
        room.settle();
        std::size_t kills = 0;
        for (int step = 0; step < 120; ++step) {
            FakeDevice& who = random.below(2) == 0 ? room.anne : room.bob;
            switch (random.below(8)) {
                case 0: who.disconnect(); break;
                case 1: who.connect(); break;
                case 2:
                    who.save();
                    who.kill_and_reopen();
                    who.connect();
                    ++kills;
                    break;
                case 3: who.send(); break;
                case 4: who.settle(); break;
                default: {
                    if (who.session().board().find(card) == nullptr) {
                        break;  // reopened without a network: nothing to see yet
                    }
                    const std::size_t size = who.session().board().find(card)->text.size_utf16();
                    const std::size_t at = random.below(size + 1);
                    REQUIRE(who.session().edit_text(card, at, random.below(3), random.below(3) == 0 ? "é🌱" : "x"));
                }
            }
        }
        CHECK(kills > 0);
        room.anne.connect();
        room.bob.connect();
        room.check_equal();
        CHECK(room.anne.text(card) == room.bob.text(card));
    }
}

}  // namespace atelier::testing
