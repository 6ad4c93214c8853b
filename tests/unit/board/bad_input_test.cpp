// What nobody should send: a typed refusal or a defined result, the same on every replica. The rows are in
// tests/support/bad_ops.cpp.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/board.h"
#include "server/board/codec.h"
#include "tests/support/bad_ops.h"
#include "tests/support/catch.h"
#include "tests/support/replica.h"

namespace atelier::board {
namespace {

using testing::bad_ops;
using testing::BadOp;
using testing::BadOpsStage;
using testing::kLiar;
using testing::kOther;

std::string name_of(const std::optional<ErrorCode>& code) {
    return code ? std::string(error_name(*code)) : "accepted";
}

template <class T>
std::string name_of(const Result<T>& result) {
    return result ? "accepted" : std::string(error_name(result.error().code));
}

// What is done behind the bad op, by its author and by another who writes at the same places.
std::vector<Op> aftermath(const BadOpsStage& stage, const Op& bad) {
    std::vector<Op> ops;
    const auto add = [&](Id id, OpBody body) {
        const std::uint32_t span = span_of(body);
        ops.push_back({id, stage.board.lamport() + 2 + ops.size(), span, std::move(body)});
    };
    add({kLiar, bad.id.actor == kLiar ? bad.id.counter + bad.span : stage.board.next_counter(kLiar)},
        SetRegister{stage.card, CardKind::Story});
    const Id next{kOther, stage.board.next_counter(kOther)};
    add(next, InsertText{stage.card, {kLiar, stage.card.counter + 3}, {kLiar, stage.card.counter + 4}, "é"});
    add({kOther, next.counter + 1}, DeleteText{stage.card, {{{kLiar, stage.card.counter + 2}, 2}}});
    add({kOther, next.counter + 2}, CastBallot{testing::kLiarVoter, 0, stage.card, -1, false});
    return ops;
}

struct Merged {
    std::uint64_t hash = 0;
    std::size_t parked = 0;
    friend bool operator==(const Merged&, const Merged&) = default;
};

Merged merged(Board board, const std::vector<Op>& ops) {
    for (const Op& op : ops) {
        const auto outcome = board.apply(op);
        CHECK((outcome || outcome.error().code == ErrorCode::OutOfOrder));
    }
    const auto loaded = Board::decode(board.encode());
    REQUIRE(loaded);
    CHECK(loaded->hash() == board.hash());
    return {board.hash(), board.parked()};
}

void check_same_everywhere(const BadOpsStage& stage, const BadOp& row) {
    std::vector<Op> ops = stage.ops;
    ops.push_back(row.op);
    const std::vector<Op> later = aftermath(stage, row.op);
    ops.insert(ops.end(), later.begin(), later.end());
    const Merged forwards = merged({}, ops);
    std::vector<Op> reversed(ops.rbegin(), ops.rend());
    CHECK(merged({}, reversed) == forwards);
    // A replica that got the bad op first, and one that began with a saved board.
    std::rotate(reversed.begin(), std::find(reversed.begin(), reversed.end(), row.op), reversed.end());
    CHECK(merged({}, reversed) == forwards);
    auto loaded = Board::decode(stage.board.encode());
    REQUIRE(loaded);
    std::vector<Op> tail{row.op};
    tail.insert(tail.end(), later.rbegin(), later.rend());
    CHECK(merged(*std::move(loaded), tail) == forwards);
}

}  // namespace

TEST_CASE("[M1][M5][M8][M10][M12] what nobody should send is refused with its reason by the server's check") {
    const BadOpsStage stage;
    for (const BadOp& row : bad_ops(stage)) {
        INFO(row.name);
        CHECK(name_of(stage.board.check(row.op)) == name_of(row.check));
    }
}

TEST_CASE("what nobody should send does not come out of bytes, or comes out as it went in") {
    const BadOpsStage stage;
    for (const BadOp& row : bad_ops(stage)) {
        INFO(row.name);
        if (std::holds_alternative<Unknown>(row.op.body)) {
            continue;  // nobody here can write it
        }
        const auto decoded = decode_batch(encode_batch({&row.op, 1}));
        CHECK(name_of(decoded) == name_of(row.decode));
        if (decoded && row.unknown) {
            CHECK(std::holds_alternative<Unknown>(decoded->front().body));
            CHECK(decoded->front().span == row.op.span);
        } else if (decoded) {
            CHECK(decoded->front() == row.op);
        }
    }
}

TEST_CASE("[M3][M8] what nobody should send, merged all the same, means the same to every replica in any order") {
    const BadOpsStage stage;
    std::size_t merged_rows = 0;
    for (const BadOp& row : bad_ops(stage)) {
        if (row.decode) {
            continue;  // no replica ever gets it
        }
        INFO(row.name);
        BadOp as_read = row;
        if (row.unknown) {
            as_read.op.body = Unknown{};
        }
        Board board = stage.board.copy();
        const auto outcome = board.apply(as_read.op);
        CHECK(outcome.has_value() == row.merge.has_value());
        if (outcome && row.merge) {
            CHECK(static_cast<int>(*outcome) == static_cast<int>(*row.merge));
        }
        check_same_everywhere(stage, as_read);
        ++merged_rows;
    }
    CHECK(merged_rows > 70);
}

TEST_CASE("[M12] text is kept as it was typed, byte for byte, and never cut inside a code point") {
    const BadOpsStage stage;
    for (const BadOp& row : bad_ops(stage)) {
        const auto* add = std::get_if<AddItem>(&row.op.body);
        if (row.check || add == nullptr) {
            continue;
        }
        INFO(row.name);
        Board board = stage.board.copy();
        REQUIRE(board.apply(row.op));
        CHECK(board.find(row.op.id)->text.str() == add->text);
    }
    // Two people type into one family of three, at every place a text field can offer.
    const std::string family = "👩\u200d👩\u200d👧";
    for (std::size_t at = 0; at < 8; ++at) {
        testing::Replica anne(1);
        testing::Replica bob(2);
        const Op card = anne.add_card(family);
        REQUIRE(bob.board.apply(card));
        const Op by_anne = anne.insert(card.id, at, "\u202e");
        const Op by_bob = bob.erase(card.id, at, 1);
        REQUIRE(anne.board.apply(by_bob));
        REQUIRE(bob.board.apply(by_anne));
        CHECK(anne.text(card.id) == bob.text(card.id));
        CHECK(utf8::measure(anne.text(card.id)));
    }
}

TEST_CASE("[M2] at the end of logical time nothing more is taken, and what is there stays readable") {
    Board board;
    testing::Replica person(5);
    Op op = person.add_card("a");
    op.lamport = limits::kLamportMax - 1;
    REQUIRE(board.apply(op));
    const Op last{{person.actor, 3}, limits::kLamportMax, 1, SetRegister{op.id, CardKind::Fear}};
    CHECK(name_of(board.check(last)) == "accepted");
    REQUIRE(board.apply(last));
    const Op beyond{{person.actor, 4}, board.lamport() + 1, 1, SetRegister{op.id, CardKind::Story}};
    CHECK(name_of(board.check(beyond)) == "malformed");
    // At that time already: it is taken, and loses to the write that has the same stamp.
    const Op too{{person.actor, 4}, limits::kLamportMax, 1, SetRegister{op.id, CardKind::Story}};
    CHECK(name_of(board.check(too)) == "accepted");
    REQUIRE(board.apply(too));
    CHECK(board.find(op.id)->card_kind.value == CardKind::Fear);
    CHECK(Board::decode(board.encode()).value().hash() == board.hash());
}

TEST_CASE("[M1] an actor that has used up its ids makes no more, and others go on") {
    Board board;
    const Op all{{ActorId{5}, 1}, 1, limits::kCounterMax - 1, Void{}};
    REQUIRE(board.apply(all));
    const Op last{{ActorId{5}, limits::kCounterMax}, 2, 1, AddItem{ItemKind::Card, CardKind::Need, {}, "", ""}};
    CHECK(name_of(board.check(last)) == "accepted");
    REQUIRE(board.apply(last));
    const Op beyond{{ActorId{5}, limits::kCounterMax + 1}, 3, 1, SetRegister{last.id, CardKind::Fear}};
    CHECK(name_of(board.check(beyond)) == "too_many");
    CHECK(name_of(decode_batch(encode_batch({&beyond, 1}))) == "malformed");
    const Op other{{ActorId{6}, 1}, 3, 1, SetRegister{last.id, CardKind::Fear}};
    CHECK(name_of(board.check(other)) == "accepted");
    auto loaded = Board::decode(board.encode());
    REQUIRE(loaded);
    CHECK(name_of(loaded->check(beyond)) == "too_many");
    CHECK(name_of(loaded->check(other)) == "accepted");
}

TEST_CASE("an op whose actor is not in the table of its batch is malformed") {
    const Op op = testing::Replica(5).add_card("a");
    Bytes bytes = encode_batch({&op, 1});
    CHECK(name_of(decode_batch(bytes)) == "accepted");
    REQUIRE(bytes[0] == '\x0a');  // the table comes first: 8 bytes for the one actor
    CHECK(name_of(decode_batch(BytesView(bytes).substr(10))) == "malformed");
    bytes.replace(2, 8, Bytes(8, '\0'));
    CHECK(name_of(decode_batch(bytes)) == "malformed");
}

}  // namespace atelier::board
