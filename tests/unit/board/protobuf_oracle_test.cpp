// The core's codec against the classes that protoc makes from the same schema, both ways.
// SPDX-License-Identifier: MIT
#include <algorithm>
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
    CHECK(kinds.size() == 10);  // all but those that only the server writes and the unknown
    CHECK(batch.GetReflection()->GetUnknownFields(batch).empty());

    const auto back = board::decode_batch(batch.SerializeAsString());
    REQUIRE(back);
    CHECK(*back == session.ops);
}

TEST_CASE("[M11] a purge is to libprotobuf what it is to the core") {
    const board::PurgeText purge{{{ActorId{7}, 3}, {ActorId{9}, 1}}, 0xfedc'ba98'7654'3210};
    const std::vector<board::Op> ops{{{ActorId{2}, 1}, 5, 1, purge}};
    v1::OpBatch batch;
    REQUIRE(batch.ParseFromString(board::encode_batch(ops)));
    REQUIRE(batch.ops(0).has_purge_text());
    const v1::PurgeText& theirs = batch.ops(0).purge_text();
    REQUIRE(theirs.items_size() == 2);
    CHECK(id_of(batch, theirs.items(0)) == purge.items[0]);
    CHECK(id_of(batch, theirs.items(1)) == purge.items[1]);
    CHECK(theirs.seen() == purge.seen);
    const auto back = board::decode_batch(batch.SerializeAsString());
    REQUIRE(back);
    CHECK(*back == ops);
}

TEST_CASE("a state written by the core is a BoardState to libprotobuf, and back") {
    Session session(43);
    const board::Board& board = session.people[0].board;
    v1::BoardState state;
    REQUIRE(state.ParseFromString(board.encode()));
    const v1::ItemColumns& items = state.items();
    REQUIRE(static_cast<std::size_t>(items.actor_size()) == board.items().size());
    CHECK(static_cast<std::size_t>(state.links().actor_size()) == board.links().size());
    CHECK(static_cast<std::size_t>(state.memberships().actor_size()) == board.memberships().size());
    CHECK(static_cast<std::size_t>(state.ballots().slot_size()) == board.ballots().size());
    CHECK(state.hash() == board.hash());
    std::string orders;
    std::string kinds;
    std::uint32_t counter = 0;
    for (int i = 0; i < items.actor_size(); ++i) {
        counter = items.counter(i) + (i > 0 && items.actor(i) == items.actor(i - 1) ? counter : 0);
        const board::Item* item = board.find({ActorId{state.actors(static_cast<int>(items.actor(i)))}, counter});
        REQUIRE(item != nullptr);
        CHECK(items.kind(i) == static_cast<std::uint32_t>(item->kind));
        CHECK(items.x(i) == item->placement.value.x);
        CHECK(items.y(i) == item->placement.value.y);
        orders += item->placement.value.order;
    }
    CHECK(items.orders() == orders);
    const auto back = board::Board::decode(state.SerializeAsString());
    REQUIRE(back);
    CHECK(back->hash() == board.hash());
    CHECK(back->encode() == board.encode());
    CHECK(state.GetReflection()->GetUnknownFields(state).empty());
}

TEST_CASE("a state with a ballot on something that is not on the board does not load") {
    const Session session(45);
    v1::BoardState state;
    REQUIRE(state.ParseFromString(session.people[0].board.encode()));
    REQUIRE(state.ballots().slot_size() > 0);
    state.mutable_ballots()->set_slot(0, state.items().actor_size());
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
    const auto place = [&](board::Id id) {  // one author: items lie in the order in which they were made
        std::uint32_t before = 0;
        for (const board::Item& item : person.board.items()) {
            before += item.id < id ? 1U : 0U;
        }
        return before;
    };
    const auto loaded_with = [&](std::uint32_t source, int times) {
        v1::BoardState state;
        REQUIRE(state.ParseFromString(person.board.encode()));
        REQUIRE(state.items().derivations_size() == 1);
        v1::DerivationState& derivation = *state.mutable_items()->mutable_derivations(0);
        derivation.clear_sources();
        for (int i = 0; i < times; ++i) {
            derivation.add_sources(source);
        }
        const auto back = board::Board::decode(state.SerializeAsString());
        return back ? "accepted" : std::string(error_name(back.error().code));
    };
    CHECK(loaded_with(place(card), 1) == "accepted");
    CHECK(loaded_with(place(card), 2) == "malformed");
    CHECK(loaded_with(place(thread), 1) == "malformed");
    CHECK(loaded_with(place(derived), 1) == "malformed");  // itself
    CHECK(loaded_with(place(later), 1) == "malformed");    // a cycle could come of it
    CHECK(loaded_with(4, 1) == "malformed");               // nothing
    CHECK(loaded_with(place(card), 0) == "malformed");
}

TEST_CASE("a state that could not have come of merging does not load") {
    const Session session(46);
    const Bytes good = session.people[0].board.encode();
    v1::BoardState state;
    REQUIRE(state.ParseFromString(good));
    v1::ItemColumns& items = *state.mutable_items();
    v1::EdgeColumns& links = *state.mutable_links();
    v1::TextColumns& texts = *state.mutable_texts();
    v1::BallotColumns& ballots = *state.mutable_ballots();
    REQUIRE((links.actor_size() > 0 && items.actor_size() > 1 && ballots.slot_size() > 0 && texts.code_size() > 0));
    const int last = items.actor_size() - 1;
    const auto made = static_cast<std::uint32_t>(state.next_counter(static_cast<int>(items.actor(last))));
    SECTION("an item that is yet to be made: the op that makes it would find it there") {
        items.set_counter(last, made);
    }
    SECTION("an item that is there twice") {
        items.set_actor(last, items.actor(last - 1));
        items.set_counter(last, 0);
    }
    SECTION("an item of nobody") {
        items.set_actor(last, static_cast<std::uint32_t>(state.actors_size()));
    }
    SECTION("a link that is yet to be made") {
        links.set_counter(links.counter_size() - 1,
                          state.next_counter(static_cast<int>(links.actor(links.actor_size() - 1))));
    }
    SECTION("a link to nothing") {
        links.set_to(0, static_cast<std::uint32_t>(items.actor_size()));
    }
    SECTION("a card in a card") {
        for (int i = 0; i <= last; ++i) {
            items.set_parent(i, static_cast<std::uint32_t>(1 + i));
        }
    }
    SECTION("a card in nothing") {
        items.set_parent(0, static_cast<std::uint32_t>(2 + last));
    }
    SECTION("a write that nothing could ever be later than") {
        for (int i = 0; i <= last; ++i) {
            items.set_written(i, 0);
        }
        items.set_written(0, 4);  // removed
        items.clear_written_lamport();
        items.clear_written_actor();
        items.add_written_lamport(static_cast<std::int64_t>(state.lamport()) + 1 - items.lamport(0));
        items.add_written_actor(0);
    }
    SECTION("an item later than the state") {
        items.set_lamport(0, static_cast<std::int64_t>(state.lamport()) + 1);
    }
    SECTION("a write of nobody") {
        REQUIRE(items.written_actor_size() > 0);
        items.set_written_actor(0, static_cast<std::uint32_t>(state.actors_size()));
    }
    SECTION("a kind that is too large for a kind") {
        items.set_kind(0, 1U << 31U);
    }
    SECTION("an organisation that is not in the list") {
        items.set_organisation(0, static_cast<std::uint32_t>(1 + items.organisations_size()));
    }
    SECTION("a rank longer than all ranks") {
        items.set_order_bytes(0, static_cast<std::uint32_t>(items.orders().size() + 1));
    }
    SECTION("ranks of nothing") {
        *items.mutable_orders() += "a0";
    }
    SECTION("a title that nobody wrote") {
        state.mutable_title()->set_value("titre");
        state.mutable_title()->clear_stamp();
    }
    SECTION("more ballots counted than there are") {
        ballots.set_count(0, 1'000'000'000);
    }
    SECTION("fewer ballots counted than there are") {
        ballots.set_count(0, 0);
    }
    SECTION("an actor that has made more than there is") {
        state.set_next_counter(0, limits::kCounterMax + 2U);
    }
    SECTION("an actor without a counter") {
        state.mutable_next_counter()->RemoveLast();
    }
    SECTION("more runs than there are") {
        items.set_runs(0, 1'000'000'000);
    }
    SECTION("fewer runs than there are") {
        for (int i = 0; i <= last; ++i) {
            items.set_runs(i, 0);
        }
    }
    SECTION("a run that goes on with none") {
        texts.set_code(0, 2 * 12);
    }
    SECTION("a run of nobody") {
        texts.set_actor(0, static_cast<std::uint32_t>(state.actors_size()));
    }
    SECTION("a run behind a character that is not there") {
        REQUIRE(items.runs(0) > 0);
        texts.set_code(0, 2 * (2 * 4) + texts.code(0) % 2);  // the left origin is written: the id of the item itself
        texts.add_origin_actor(items.actor(0));
        texts.add_origin_counter(-1);
        std::rotate(texts.mutable_origin_actor()->begin(), texts.mutable_origin_actor()->end() - 1,
                    texts.mutable_origin_actor()->end());
        std::rotate(texts.mutable_origin_counter()->begin(), texts.mutable_origin_counter()->end() - 1,
                    texts.mutable_origin_counter()->end());
    }
    SECTION("a text that is cut short") {
        texts.clear_visible();
    }
    SECTION("a character that is there twice, in a run of two thousand million") {
        const std::uint32_t actor = items.actor(last);
        state.set_next_counter(static_cast<int>(actor), limits::kCounterMax);
        items.set_runs(last, items.runs(last) + 2);
        for (const std::uint32_t back : {0U, limits::kCounterMax - made}) {
            texts.add_code(2 * (1 * 4) + 1);  // its own, from the start of the text, deleted
            texts.add_length(limits::kCounterMax - made);
            texts.add_actor(actor);
            texts.add_counter(static_cast<std::int32_t>(made) - static_cast<std::int32_t>(made + back));
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
