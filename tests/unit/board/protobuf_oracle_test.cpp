// The core's codec against the classes that protoc makes from the same schema, both ways.
// SPDX-License-Identifier: MIT
#include <map>
#include <string>

#include "atelier/v1/board.pb.h"
#include "server/base/limits.h"
#include "server/board/board.h"
#include "server/board/codec.h"
#include "tests/property/random_ops.h"
#include "tests/support/catch.h"
#include "tests/support/replica.h"

namespace atelier::testing {
namespace {

// Three people and some hundred random ops, all kinds among them.
struct Session {
    explicit Session(std::uint64_t seed) : random(seed) {
        for (int i = 0; i < 250; ++i) {
            const std::size_t author = random.below(3);
            const board::Op op = random_op(people[author], random);
            for (std::size_t other = 0; other < 3; ++other) {
                if (other != author) {
                    const auto outcome = people[other].board.apply(op);
                    ATELIER_CHECK(outcome && *outcome == board::Outcome::Applied);
                }
            }
            ops.push_back(op);
        }
    }

    SeededRandom random;
    std::vector<Replica> people = [] {
        std::vector<Replica> three;
        for (std::uint64_t actor : {11U, 0xffffffffU, 5U}) {
            three.emplace_back(actor);
        }
        return three;
    }();
    std::vector<board::Op> ops;
};

board::Id id_of(const v1::OpBatch& batch, const v1::Id& id) {
    return id.counter() == 0 ? board::kNullId
                             : board::Id{ActorId{batch.actors(static_cast<int>(id.actor()))}, id.counter()};
}

// The text of an op as protobuf sees it.
std::string text_in(const v1::Op& op) {
    return op.has_add_item() ? op.add_item().text() : op.has_insert_text() ? op.insert_text().text() : "";
}

std::string text_in(const board::Op& op) {
    if (const auto* add = std::get_if<board::AddItem>(&op.body)) {
        return add->text;
    }
    const auto* insert = std::get_if<board::InsertText>(&op.body);
    return insert == nullptr ? "" : insert->text;
}

}  // namespace

TEST_CASE("libprotobuf reads what the core writes, and the core reads what libprotobuf writes") {
    const Session session(42);
    const Bytes ours = board::encode_batch(session.ops);
    v1::OpBatch batch;
    REQUIRE(batch.ParseFromString(ours));
    REQUIRE(batch.ops_size() == static_cast<int>(session.ops.size()));
    std::map<int, int> kinds;
    for (int i = 0; i < batch.ops_size(); ++i) {
        const v1::Op& theirs = batch.ops(i);
        const board::Op& mine = session.ops[static_cast<std::size_t>(i)];
        ++kinds[theirs.body_case()];
        CHECK(batch.actors(static_cast<int>(theirs.actor())) == mine.id.actor.value);
        CHECK(theirs.counter() == mine.id.counter);
        CHECK(theirs.lamport() == mine.lamport);
        CHECK((theirs.span() == 0 ? 1 : theirs.span()) == mine.span);
        CHECK(text_in(theirs) == text_in(mine));
        if (const auto* link = std::get_if<board::AddLink>(&mine.body)) {
            CHECK(id_of(batch, theirs.add_link().from()) == link->from);
            CHECK(id_of(batch, theirs.add_link().to()) == link->to);
            CHECK(theirs.add_link().verb() == static_cast<int>(link->verb));
        }
    }
    CHECK(kinds.size() == 9);  // all but Void and the unknown
    CHECK(batch.GetReflection()->GetUnknownFields(batch).empty());

    const auto back = board::decode_batch(batch.SerializeAsString());
    REQUIRE(back);
    CHECK(*back == session.ops);
}

TEST_CASE("a state written by the core is a BoardState to libprotobuf, and back") {
    Session session(43);
    const board::Board& board = session.people[0].board;
    v1::BoardState state;
    REQUIRE(state.ParseFromString(board.encode()));
    CHECK(static_cast<std::size_t>(state.items_size()) == board.items().size());
    CHECK(static_cast<std::size_t>(state.links_size()) == board.links().size());
    CHECK(static_cast<std::size_t>(state.ballots_size()) == board.ballots().size());
    CHECK(state.hash() == board.hash());
    for (const v1::ItemState& item : state.items()) {
        const board::Id id{ActorId{state.actors(static_cast<int>(item.id().actor()))}, item.id().counter()};
        REQUIRE(board.find(id) != nullptr);
        CHECK(item.text().visible() == board.find(id)->text.str());
        CHECK(item.placement().value().order() == board.find(id)->placement.value.order);
    }
    const auto back = board::Board::decode(state.SerializeAsString());
    REQUIRE(back);
    CHECK(back->hash() == board.hash());
}

TEST_CASE("a state with a ballot on something that is not on the board does not load") {
    const Session session(45);
    v1::BoardState state;
    REQUIRE(state.ParseFromString(session.people[0].board.encode()));
    REQUIRE(state.ballots_size() > 0);
    state.mutable_ballots(0)->mutable_slot()->set_counter(state.ballots(0).slot().counter() + 100'000);
    const auto back = board::Board::decode(state.SerializeAsString());
    REQUIRE(!back);
    CHECK(back.error().code == ErrorCode::Malformed);
}

TEST_CASE("[M10] a state whose cards derive from what cannot be their source does not load") {
    Replica person(7);
    const board::Id card = person.add_card("un").id;
    const board::Id thread = person.add_thread("fil").id;
    const board::AddItem reworded{board::ItemKind::Card,
                                  board::CardKind::Need,
                                  {},
                                  "",
                                  "une",
                                  {board::DerivedBy::Reword, board::VoteRule::Union, {card}}};
    const board::Id derived = person.commit(reworded).id;
    const board::Id later = person.add_card("deux").id;
    const auto loaded_with = [&](board::Id source, int times) {
        v1::BoardState state;
        REQUIRE(state.ParseFromString(person.board.encode()));
        for (v1::ItemState& item : *state.mutable_items()) {
            if (item.id().counter() == derived.counter) {
                v1::Id named = item.derivation().sources(0);
                named.set_counter(source.counter);
                item.mutable_derivation()->clear_sources();
                for (int i = 0; i < times; ++i) {
                    *item.mutable_derivation()->add_sources() = named;
                }
            }
        }
        const auto back = board::Board::decode(state.SerializeAsString());
        return back ? "accepted" : std::string(error_name(back.error().code));
    };
    CHECK(loaded_with(card, 1) == "accepted");
    CHECK(loaded_with(card, 2) == "malformed");
    CHECK(loaded_with(thread, 1) == "malformed");
    CHECK(loaded_with(derived, 1) == "malformed");  // itself
    CHECK(loaded_with(later, 1) == "malformed");    // a cycle could come of it
    CHECK(loaded_with({card.actor, card.counter + 1}, 1) == "malformed");
    CHECK(loaded_with({card.actor, 0}, 1) == "malformed");
}

TEST_CASE("a state that could not have come of merging does not load") {
    const Session session(46);
    const Bytes good = session.people[0].board.encode();
    v1::BoardState state;
    REQUIRE(state.ParseFromString(good));
    REQUIRE((state.links_size() > 0 && state.items_size() > 0 && state.ballots_size() > 0));
    const auto made = static_cast<std::uint32_t>(state.next_counter(0));
    v1::Id later;
    later.set_actor(0);
    later.set_counter(made);
    SECTION("an item that is yet to be made: the op that makes it would find it there") {
        *state.mutable_items(0)->mutable_id() = later;
    }
    SECTION("a link that is yet to be made") {
        *state.mutable_links(0)->mutable_tag() = later;
    }
    SECTION("a link to nothing") {
        *state.mutable_links(0)->mutable_to() = later;
    }
    SECTION("a card in a card") {
        for (v1::ItemState& item : *state.mutable_items()) {
            *item.mutable_placement()->mutable_value()->mutable_parent() = item.id();
        }
    }
    SECTION("a write that nothing could ever be later than") {
        state.mutable_items(0)->mutable_removed()->mutable_stamp()->set_lamport(state.lamport() + 1);
    }
    SECTION("an item later than the state") {
        state.mutable_items(0)->set_lamport(state.lamport() + 1);
    }
    SECTION("a register that nobody wrote: it would have no stamp to be saved with") {
        state.mutable_items(0)->mutable_card_kind()->clear_stamp();
    }
    SECTION("an item without one of its registers") {
        state.mutable_items(0)->clear_placement();
    }
    SECTION("a title that nobody wrote") {
        state.mutable_title()->set_value("titre");
        state.mutable_title()->clear_stamp();
    }
    SECTION("a ballot that nobody cast") {
        state.mutable_ballots(0)->clear_stamp();
    }
    SECTION("an actor that has made more than there is") {
        state.set_next_counter(0, limits::kCounterMax + 2U);
    }
    SECTION("a character that is there twice, in a run of two thousand million") {
        state.set_next_counter(0, limits::kCounterMax);
        for (v1::ItemState& item : *state.mutable_items()) {
            v1::TextState& text = *item.mutable_text();
            for (int i = 0; i < 2; ++i) {
                text.add_actor(0);
                text.add_counter(made);
                text.add_length(limits::kCounterMax - made);
                text.add_left_actor(0);
                text.add_left_counter(0);
                text.add_right_actor(0);
                text.add_right_counter(0);
                text.add_bytes(0);
            }
        }
    }
    const auto back = board::Board::decode(state.SerializeAsString());
    REQUIRE(!back);
    CHECK(back.error().code == ErrorCode::Malformed);
}

TEST_CASE("fields that libprotobuf does not know survive in it, and do not disturb the core") {
    const Session session(44);
    v1::OpBatch batch;
    REQUIRE(batch.ParseFromString(board::encode_batch(session.ops)));
    batch.GetReflection()->MutableUnknownFields(&batch)->AddLengthDelimited(500, "tomorrow");
    auto* op = batch.mutable_ops(0);
    op->GetReflection()->MutableUnknownFields(op)->AddVarint(501, 5);
    v1::OpBatch again;
    REQUIRE(again.ParseFromString(batch.SerializeAsString()));
    CHECK(again.SerializeAsString() == batch.SerializeAsString());
    const auto decoded = board::decode_batch(again.SerializeAsString());
    REQUIRE(decoded);
    CHECK(*decoded == session.ops);
}

}  // namespace atelier::testing
