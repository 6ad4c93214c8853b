// Who a client is over several lives, and whose ops wait in its outbox. Rules W… are those of proto/PROTOCOL.md.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "server/base/protozero.h"
#include "server/board/codec.h"
#include "server/client/client_session.h"
#include "server/client/columns.h"
#include "tests/unit/client/two_devices.h"

namespace atelier::testing {
namespace {

using board::CardKind;

// What a device keeps of the server's words: the state as an answer brought it, and the commits behind it.
Bytes kept_answer(const FakeServer& server, const client::ClientSession& as, const Bytes& state, std::size_t position) {
    Bytes bytes;
    protozero::pbf_writer frame(bytes);
    {
        protozero::pbf_writer welcome(frame, 8);
        welcome.add_uint32(1, 1);
        welcome.add_enum(2, server.role);
        welcome.add_fixed64(3, as.actor().value);
        welcome.add_fixed64(6, 1);
        welcome.add_uint32(7, server.board().next_counter(as.actor()));
        welcome.add_uint64(9, position);
        welcome.add_bytes(11, state);
        welcome.add_fixed64(14, server.board().shared_hash());
        for (std::size_t at = position; at < server.log().size(); ++at) {
            protozero::pbf_writer commit(welcome, 10);
            commit.add_uint64(1, at + 1);
            commit.add_bytes(3, board::encode_batch({&server.log()[at], 1}));
            commit.add_fixed64(4, server.mark(at + 1));
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("[W18] a client takes up a state and the commits behind it from its device, and resumes from there") {
    Room room;
    room.post(room.anne, CardKind::Need, "la sienne");
    const Bytes state = room.server.board().encode();
    const std::size_t position = room.server.position();
    const board::Id others = room.post(room.bob, CardKind::Fear, "vue ensuite");
    room.post(room.anne, CardKind::Need, "la sienne aussi");
    room.anne.save();
    const Bytes kept = kept_answer(room.server, room.anne.session(), state, position);
    room.anne.kill_and_reopen();
    const ActorId before = room.anne.session().actor();

    client::ClientSession& session = room.anne.session();
    session.on_connected();
    REQUIRE(session.next_frame());
    REQUIRE(session.on_frame(kept));
    session.on_disconnected();
    CHECK(session.board().hash() == room.server.board().hash());
    CHECK(room.anne.text(others) == "vue ensuite");
    REQUIRE(session.move_card(others, CardKind::Need, {}));
    room.post(room.bob, CardKind::Fear, "pendant ce temps");

    const std::size_t snapshots = room.server.snapshots_sent;
    room.anne.connect();
    CHECK(room.server.snapshots_sent == snapshots);
    CHECK(session.actor() == before);
    room.check_equal();
}

TEST_CASE("[W12] what was sent before the kill and is in the outbox still is not applied twice") {
    Room room;
    const board::Id card = room.anne.session().add_card(CardKind::Need, "une fois").value();
    room.anne.save();
    room.anne.send();  // the echo never arrives
    room.anne.kill_and_reopen();
    room.anne.connect();
    room.check_equal();
    CHECK(room.server.log().size() == 1);
    CHECK(room.bob.text(card) == "une fois");
}

TEST_CASE("[W25] a tab opened again without a network takes cards, under ids that no earlier life gave away") {
    Room room;
    const board::Id before = room.post(room.anne, CardKind::Need, "avant");
    room.anne.save();
    room.anne.kill_and_reopen();
    REQUIRE(room.anne.session().pending_ops() == 0);
    const board::Id unsigned_card = room.anne.session().add_card(CardKind::Need, "sans réseau").value();
    CHECK(room.anne.text(unsigned_card) == "sans réseau");
    room.anne.connect();
    room.check_equal();
    const auto cards = client::column(room.bob.session().board(), CardKind::Need);
    REQUIRE(cards.size() == 2);
    CHECK(room.bob.text(before) == "avant");
    CHECK(cards[0]->id.actor == cards[1]->id.actor);
}

TEST_CASE(
    "[W27] a server put back to an older day that has grown past a client's position gives it no tail of its own") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    const board::Id lost = room.post(room.anne, CardKind::Need, "deux");
    room.anne.disconnect();
    room.server.go_back_to(1);
    room.bob.disconnect();
    FakeDevice eve(room.server, 7);
    eve.connect();
    for (int i = 0; i < 4; ++i) {
        REQUIRE(eve.session().add_card(CardKind::Fear, "ailleurs"));
        eve.settle();
    }
    const std::size_t snapshots = room.server.snapshots_sent;
    SECTION("nothing waits") {}
    SECTION("something waits, so that hashes are not compared") {
        REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    }
    room.anne.connect();
    room.bob.connect();
    CHECK(room.server.snapshots_sent > snapshots);
    room.check_equal();
    CHECK(client::column(room.anne.session().board(), CardKind::Fear).size() == 4);
    CHECK(room.bob.text(lost) == "deux");  // given back (rule W29)
}

TEST_CASE("[W25] a server put back to an older day gives another actor to whom it had acknowledged more") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    room.post(room.anne, CardKind::Need, "deux");
    const ActorId before = room.anne.session().actor();
    room.anne.kill_and_reopen();  // nobody is left who could give it back
    room.bob.kill_and_reopen();
    room.server.go_back_to(1);
    room.bob.connect();
    room.anne.connect();
    CHECK(room.anne.session().actor() != before);
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.check_equal();
    CHECK(room.server.log().back().id == board::Id{room.anne.session().actor(), 1});
}

TEST_CASE("[W25] whoever only read in an earlier life writes nothing before a Welcome either") {
    Room room;
    constexpr std::int32_t kObserver = 4;
    room.server.role = kObserver;
    room.anne.disconnect();
    room.anne.connect();
    room.anne.save();
    room.anne.kill_and_reopen();
    const auto card = room.anne.session().add_card(CardKind::Need, "trop tôt");
    REQUIRE_FALSE(card);
    CHECK(card.error().code == ErrorCode::NotAllowed);
    room.anne.connect();
    room.check_equal();
}

TEST_CASE("[W25] what waits is kept while the link only reads, and goes when it writes again") {
    Room room;
    room.anne.disconnect();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "plus tard"));
    constexpr std::int32_t kObserver = 4;
    room.server.role = kObserver;
    room.anne.connect();
    room.settle();
    CHECK(room.anne.session().pending_ops() == 1);
    CHECK(room.anne.refusals.empty());
    CHECK(room.server.log().empty());
    room.server.role = 1;
    room.anne.disconnect();
    room.anne.connect();
    room.check_equal();
    CHECK(room.server.log().size() == 1);
}

TEST_CASE("[W8] when the key does not fit any more, what waits is signed anew and nothing is lost") {
    Room room;
    const board::Id old_card = room.post(room.anne, CardKind::Need, "ancienne");
    room.anne.disconnect();
    REQUIRE(room.anne.session().edit_text(old_card, 8, 0, " carte"));
    const board::Id card = room.anne.session().add_card(CardKind::Need, "nouvelle").value();
    room.anne.save();
    REQUIRE(room.anne.session().edit_text(card, 8, 0, " carte"));
    REQUIRE(room.anne.session().edit_text(old_card, 0, 1, "A"));
    room.server.forget_keys();
    room.bob.disconnect();
    room.bob.connect();
    room.anne.connect();
    room.check_equal();
    CHECK(room.bob.text(old_card) == "Ancienne carte");
    const auto cards = client::column(room.bob.session().board(), CardKind::Need);
    REQUIRE(cards.size() == 2);
    CHECK(cards[1]->text.str() == "nouvelle carte");
    CHECK(cards[1]->id != card);
}

TEST_CASE("[W8] where a refused op is gone from between others, what is signed anew leaves no gap") {
    Room room;
    const board::Id card = room.post(room.anne, CardKind::Need, "avant");
    REQUIRE(room.anne.session().edit_text(card, 5, 0, " et"));
    const board::Id refused = room.anne.session().add_card(CardKind::Fear, "refusée").value();
    REQUIRE(room.anne.session().edit_text(card, 8, 0, " après"));
    REQUIRE(room.anne.session().set_removed(refused, true));
    room.server.refuses = [](const board::Op& op) { return std::holds_alternative<board::AddItem>(op.body); };
    room.anne.save();
    room.anne.send();
    room.anne.receive_one();  // the refusal; the server dies before it is on disk
    room.anne.disconnect();
    room.server.go_back_to(1);
    room.server.forget_keys();
    room.server.refuses = [](const board::Op&) { return false; };
    room.bob.disconnect();
    room.bob.connect();
    room.anne.connect();
    room.check_equal();
    CHECK(room.bob.text(card) == "avant et après");
    CHECK(client::column(room.bob.session().board(), CardKind::Fear).empty());
    REQUIRE(room.anne.refusals.size() == 2);
    CHECK(room.anne.refusals[0].draft == "refusée");
    CHECK(room.anne.refusals[1].reason == ErrorCode::UnknownItem);  // what it did to the refused card
}

TEST_CASE("[W14][W26] when the word of a refusal is lost with the connection, its text is a draft all the same") {
    Room room;
    const board::Id card = room.post(room.anne, CardKind::Need, "titre");
    room.server.refuses = [](const board::Op& op) { return std::holds_alternative<board::InsertText>(op.body); };
    REQUIRE(room.anne.session().edit_text(card, 5, 0, " refusé"));
    REQUIRE(room.anne.session().add_card(CardKind::Fear, "derrière"));
    room.anne.save();
    room.anne.send();
    SECTION("the tab lives on") {
        room.anne.disconnect();
    }
    SECTION("the tab is opened again") {
        room.anne.kill_and_reopen();
    }
    room.anne.connect();
    room.anne.settle();
    REQUIRE(room.anne.refusals.size() == 1);
    CHECK(room.anne.refusals[0].draft == " refusé");
    CHECK(room.anne.refusals[0].item == card);
    CHECK(room.anne.text(card) == "titre");
    room.check_equal();
    CHECK(client::column(room.bob.session().board(), CardKind::Fear).size() == 1);
    CHECK(room.anne.session().actor() == card.actor);
    REQUIRE(room.anne.session().edit_text(card, 0, 1, "T"));
    CHECK(room.anne.session().pending_ops() == 2);
}

TEST_CASE("[W26] a cloned profile: each life keeps what it wrote, nothing is lost and nothing is there twice") {
    Room room;
    const board::Id shared = room.post(room.anne, CardKind::Need, "commune");
    room.anne.disconnect();
    REQUIRE(room.anne.session().add_card(CardKind::Fear, "avant la copie"));
    room.anne.save();
    FakeDevice copy(room.server, 3);
    copy.disk = room.anne.disk;
    copy.kill_and_reopen();
    const ActorId before = room.anne.session().actor();

    SECTION("both go on without a network, then come one after the other") {
        const board::Id mine = room.anne.session().add_card(CardKind::Story, "de l'une").value();
        REQUIRE(room.anne.session().edit_text(shared, 7, 0, " à tous"));
        REQUIRE(room.anne.session().edit_text(mine, 0, 0, "Récit "));
        room.anne.connect();
        REQUIRE(copy.session().add_card(CardKind::Story, "de l'autre"));
        copy.connect();
        CHECK(room.anne.session().actor() == before);
        CHECK(copy.session().actor() != before);
    }
    SECTION("both are online at once") {
        copy.connect();
        REQUIRE(copy.session().add_card(CardKind::Story, "de l'autre"));
        copy.settle();
        REQUIRE(room.anne.session().add_card(CardKind::Story, "Récit de l'une"));
        REQUIRE(room.anne.session().edit_text(shared, 7, 0, " à tous"));
        room.anne.connect();  // drives the other one out, sees what it wrote, takes another actor
        CHECK(room.anne.session().actor() != before);
        CHECK(room.anne.session().link() == client::Link::Live);
        copy.receive();
        CHECK(copy.session().link() == client::Link::Refused);
        copy.disconnect();
        copy.connect();  // the person asked
        CHECK(copy.session().link() == client::Link::Live);
        room.anne.settle();
        CHECK(room.anne.session().link() == client::Link::Live);  // nobody is driven out again
    }
    SECTION("the one that has nothing to say comes first") {
        copy.connect();
        copy.disconnect();
        REQUIRE(room.anne.session().add_card(CardKind::Story, "Récit de l'une"));
        REQUIRE(room.anne.session().edit_text(shared, 7, 0, " à tous"));
        room.anne.connect();
        REQUIRE(copy.session().add_card(CardKind::Story, "de l'autre"));
        copy.connect();
        CHECK(copy.session().actor() != before);
    }
    for (FakeDevice* device : {&room.anne, &copy}) {
        device->settle();
        if (device->session().link() == client::Link::Refused) {
            device->disconnect();
            device->connect();  // the person asked
        }
    }
    room.check_equal();
    copy.settle();
    CHECK(room.anne.session().link() == client::Link::Live);
    CHECK(copy.session().link() == client::Link::Live);
    CHECK(room.anne.session().actor() != copy.session().actor());
    CHECK(copy.session().pending_ops() == 0);
    CHECK(copy.session().board().hash() == room.server.board().hash());
    CHECK(client::column(room.bob.session().board(), CardKind::Fear).size() == 1);
    std::vector<std::string> stories;
    for (const board::Item* item : client::column(room.bob.session().board(), CardKind::Story)) {
        stories.push_back(item->text.str());
    }
    std::sort(stories.begin(), stories.end());
    CHECK(stories == std::vector<std::string>{"Récit de l'une", "de l'autre"});
    CHECK(room.bob.text(shared) == "commune à tous");
}

TEST_CASE("[W26] a life that wrote nothing sees that another has signed as its actor, and takes another one at once") {
    Room room;
    room.post(room.anne, CardKind::Need, "un");
    FakeDevice copy(room.server, 3);
    copy.disk = room.anne.disk;
    copy.kill_and_reopen();
    room.anne.disconnect();
    copy.connect();
    REQUIRE(copy.session().add_card(CardKind::Need, "deux"));
    copy.settle();
    copy.disconnect();
    room.anne.connect();
    CHECK(room.anne.session().actor() != copy.session().actor());
    CHECK(room.anne.session().pending_ops() == 0);
    REQUIRE(room.anne.session().add_card(CardKind::Need, "trois"));
    room.check_equal();
    CHECK(client::column(room.bob.session().board(), CardKind::Need).size() == 3);
}

TEST_CASE("[W8][W26] what had arrived before the key was lost is not signed anew") {
    Room room;
    REQUIRE(room.anne.session().add_card(CardKind::Need, "arrivée"));
    room.anne.save();
    room.anne.send();
    REQUIRE(room.anne.session().add_card(CardKind::Need, "pas encore"));
    room.anne.disconnect();
    room.server.forget_keys();
    room.bob.disconnect();
    room.bob.connect();
    room.anne.connect();
    room.check_equal();
    CHECK(client::column(room.bob.session().board(), CardKind::Need).size() == 2);
}

TEST_CASE("saved bytes that are not ours are refused and change nothing") {
    Room room;
    room.anne.save();
    SeededRandom random(9);
    client::ClientSession session({}, random);
#ifndef __wasm__
    CHECK_FALSE(session.restore("garbage"));
#endif
    CHECK_FALSE(session.restore(""));
    CHECK(session.actor().value == 0);
    CHECK(session.restore(room.anne.disk));
    CHECK(session.actor() == room.anne.session().actor());
}

}  // namespace atelier::testing
