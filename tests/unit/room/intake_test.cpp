// SPDX-License-Identifier: MIT
#include "server/room/intake.h"

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "tests/support/catch.h"

using namespace atelier;
using board::Op;
using room::Intake;
using workshop::Role;

namespace {

constexpr ActorId kAda{11};
constexpr ActorId kBob{22};

workshop::Person person(Role role = Role::Participant, ActorId actor = kAda) {
    workshop::Person who;
    who.role = role;
    who.actor = actor;
    who.voter = VoterId{actor.value + 1000};
    return who;
}

Op make(ActorId actor, std::uint32_t counter, board::OpBody body) {
    Op op;
    op.id = {actor, counter};
    op.lamport = counter;
    op.span = board::span_of(body);
    op.body = std::move(body);
    return op;
}

Op card(ActorId actor, std::uint32_t counter, std::string text) {
    board::AddItem body;
    body.card_kind = board::CardKind::Fear;
    body.placement.order = "a0V";
    body.text = std::move(text);
    return make(actor, counter, std::move(body));
}

Op removal_of(board::Id item, ActorId actor, std::uint32_t counter) {
    board::SetRegister body;
    body.item = item;
    body.value = board::Removed{true};
    return make(actor, counter, std::move(body));
}

Intake take_bytes(board::Board& board, BytesView batch, const workshop::Person& who = person()) {
    workshop::Stage stage;
    return room::take_in(board, stage, who, batch);
}

Intake take(board::Board& board, const std::vector<Op>& ops, const workshop::Person& who = person()) {
    return take_bytes(board, board::encode_batch(ops), who);
}

std::vector<Op> taken(const Intake& intake) {
    auto ops = board::decode_batch(intake.batch);
    REQUIRE(ops);
    CHECK(ops->size() == intake.ops.size());
    return *std::move(ops);
}

}  // namespace

TEST_CASE("what is taken whole keeps its author's bytes, unknown fields too") {
    board::Board board;
    // Field 15 of OpBatch, which nobody knows yet: tag 0x78, varint 5.
    const Bytes batch = board::encode_batch(std::vector<Op>{card(kAda, 1, "eau")}) + Bytes("\x78\x05", 2);
    const Intake intake = take_bytes(board, batch);
    CHECK_FALSE(intake.closing);
    CHECK(intake.ops.size() == 1);
    CHECK(intake.batch == batch);
    CHECK(board.find({kAda, 1}) != nullptr);
}

TEST_CASE("[W28] a batch that names only its sender may come without its table, and is logged with it") {
    board::Board board;
    const Bytes batch = board::encode_batch(std::vector<Op>{card(kAda, 1, "eau"), removal_of({kAda, 1}, kAda, 5)});
    const BytesView sent = board::without_table(batch);
    CHECK(sent.size() + 10 == batch.size());
    const Intake intake = take_bytes(board, sent);
    CHECK_FALSE(intake.closing);
    CHECK(intake.ops.size() == 2);
    CHECK(intake.batch == batch);
    // Somebody else is named: nothing may go.
    const Bytes other = board::encode_batch(std::vector<Op>{removal_of({kBob, 1}, kAda, 6)});
    CHECK(board::without_table(other) == other);
    CHECK(board::with_table(other, kAda) == other);
}

TEST_CASE("[W12] what is known already is not taken again and not refused") {
    board::Board board;
    const std::vector<Op> ops{card(kAda, 1, "a"), card(kAda, 3, "b")};
    CHECK(take(board, {ops[0]}).ops.size() == 1);
    const Intake again = take(board, ops);
    CHECK(again.refused.empty());
    CHECK(taken(again) == std::vector<Op>{ops[1]});
    CHECK(take(board, ops).ops.size() == 0);
}

TEST_CASE("[W14] an op that may not be taken is replaced by a Void of the same ids and the ops behind it go on") {
    board::Board board;
    board::InsertText into_nothing;
    into_nothing.item = {kBob, 1};
    into_nothing.text = "mots";
    const Intake intake = take(board, {card(kAda, 1, "a"), make(kAda, 3, into_nothing), card(kAda, 7, "b")});
    CHECK_FALSE(intake.closing);
    REQUIRE(intake.refused.size() == 1);
    CHECK(intake.refused[0].counter == 3);
    CHECK(intake.refused[0].code == ErrorCode::UnknownItem);
    const std::vector<Op> ops = taken(intake);
    REQUIRE(ops.size() == 3);
    CHECK(std::holds_alternative<board::Void>(ops[1].body));
    CHECK(ops[1].id == board::Id{kAda, 3});
    CHECK(ops[1].span == 4);
    CHECK(board.next_counter(kAda) == 9);
    CHECK(board.items().size() == 2);
}

TEST_CASE("[W14] each rule about one op refuses it alone, with its own reason") {
    board::Board board;
    REQUIRE(take(board, {card(kBob, 1, "x")}, person(Role::Participant, kBob)).ops.size() == 1);
    Op op;
    ErrorCode reason{};
    SECTION("an item that does not exist") {
        op = removal_of({kBob, 77}, kAda, 1);
        reason = ErrorCode::UnknownItem;
    }
    SECTION("a title, by a participant") {
        board::SetRegister body;
        body.value = board::Title{"t"};
        op = make(kAda, 1, body);
        reason = ErrorCode::NotAllowed;
    }
    SECTION("a ballot for another voter") {
        board::CastBallot body;
        body.voter = VoterId{5};
        body.slot = {kBob, 1};
        op = make(kAda, 1, body);
        reason = ErrorCode::NotYours;
    }
    SECTION("a Void, which only the server writes") {
        op = make(kAda, 1, board::Void{});
        reason = ErrorCode::NotAllowed;
    }
    SECTION("a link of a card to itself") {
        board::AddLink body;
        body.from = {kBob, 1};
        body.to = {kBob, 1};
        body.verb = board::Verb::Answers;
        op = make(kAda, 1, body);
        reason = ErrorCode::WrongKind;
    }
    SECTION("a link that says nothing between two cards of these kinds") {
        REQUIRE(take(board, {card(kBob, 3, "y")}, person(Role::Participant, kBob)).ops.size() == 1);
        op = make(kAda, 1, board::AddLink{{kBob, 1}, {kBob, 3}, board::Verb::Answers});
        reason = ErrorCode::WrongKind;
    }
    SECTION("a logical time that cannot be") {
        op = card(kAda, 1, "later");
        op.lamport = limits::kLamportMax;
        reason = ErrorCode::Malformed;
    }
    const Intake intake = take(board, {op});
    CHECK_FALSE(intake.closing);
    REQUIRE(intake.refused.size() == 1);
    CHECK(intake.refused[0].code == reason);
    CHECK(taken(intake).size() == 1);
    CHECK(board.lamport() < 10);
}

TEST_CASE("[W14] an op of an unknown kind is refused alone") {
    board::Board board;
    // OpBatch{actors:[kAda], ops:[Op{counter:1, lamport:1, field 40: {}}]}
    const Bytes batch("\x0a\x08\x0b\0\0\0\0\0\0\0\x12\x07\x10\x01\x18\x01\xc2\x02\x00", 19);
    const Intake intake = take_bytes(board, batch);
    CHECK_FALSE(intake.closing);
    REQUIRE(intake.refused.size() == 1);
    CHECK(intake.refused[0].code == ErrorCode::UnknownType);
    CHECK(board.next_counter(kAda) == 2);
}

TEST_CASE("[M11] an insertion whose neighbours were purged goes between what is left, and is logged so") {
    board::Board board;
    const board::Id one{kAda, 1};  // "abcdef" is 2 to 7
    const auto letter = [](std::uint32_t nth) { return board::Id{kAda, 1 + nth}; };
    const auto by_bob = [&](std::uint32_t counter, std::optional<std::uint32_t> left,
                            std::optional<std::uint32_t> right) {
        return make(kBob, counter,
                    board::InsertText{one, left ? letter(*left) : board::kNullId,
                                      right ? letter(*right) : board::kNullId, "X"});
    };
    take(board, {card(kAda, 1, "abcdef"), make(kAda, 8, board::DeleteText{one, {{letter(2), 1}, {letter(4), 1}}})});
    const Op purge{{ActorId{9}, 1}, 20, 1, board::PurgeText{{one}, board.seen_hash()}};
    REQUIRE(board.apply(purge));
    REQUIRE(board.find(one)->text.str() == "acef");

    struct Case {
        std::optional<std::uint32_t> left;
        std::optional<std::uint32_t> right;
        std::string text;
    };
    for (const Case& late : {Case{1, 2, "aXcef"}, Case{2, 3, "aXcef"}, Case{3, 4, "acXef"},
                             Case{4, std::nullopt, "acefX"}, Case{std::nullopt, 2, "Xacef"}, Case{2, 4, "aXcef"}}) {
        board::Board server = *board::Board::decode(board.encode());  // that it was purged is kept
        const Op sent = by_bob(1, late.left, late.right);
        const Intake intake = take(server, {sent, removal_of(one, kBob, 2)}, person(Role::Participant, kBob));
        CHECK(intake.refused.empty());
        CHECK(server.find(one)->text.str() == late.text);
        const std::vector<Op> logged = taken(intake);
        REQUIRE(logged.size() == 2);
        CHECK_FALSE(logged[0] == sent);
        board::Board reader = board.copy();
        for (const Op& op : logged) {
            CHECK(*reader.apply(op) == board::Outcome::Applied);
        }
        CHECK(reader.hash() == server.hash());
    }
    // What names letters that are there is logged as it was sent, and deleting what is gone changes nothing.
    const Op between = by_bob(1, 1, 3);
    const Op gone = make(kBob, 2, board::DeleteText{one, {{letter(2), 3}}});
    const Intake intake = take(board, {between, gone}, person(Role::Participant, kBob));
    CHECK(intake.refused.empty());
    CHECK(taken(intake) == std::vector<Op>{between, gone});
    CHECK(board.find(one)->text.str() == "aXef");
}

TEST_CASE("[W15] a gap is refused without a Void, and nothing behind it in the frame is taken") {
    board::Board board;
    const Intake intake = take(board, {card(kAda, 1, "a"), card(kAda, 9, "c"), card(kAda, 11, "d")});
    CHECK_FALSE(intake.closing);
    CHECK(intake.ops.size() == 1);
    REQUIRE(intake.refused.size() == 1);
    CHECK(intake.refused[0].counter == 9);
    CHECK(intake.refused[0].code == ErrorCode::OutOfOrder);
    CHECK(board.next_counter(kAda) == 3);
}

TEST_CASE("[W15] an op that overlaps known ids in part is out of order") {
    board::Board board;
    REQUIRE(take(board, {card(kAda, 1, "a")}).ops.size() == 1);
    const Intake intake = take(board, {card(kAda, 2, "b")});
    CHECK(intake.ops.empty());
    REQUIRE(intake.refused.size() == 1);
    CHECK(intake.refused[0].code == ErrorCode::OutOfOrder);
}

TEST_CASE("[W16] a frame that lies is refused whole and leaves the board as it was") {
    board::Board board;
    REQUIRE(take(board, {card(kAda, 1, "a")}).ops.size() == 1);
    const std::uint64_t before = board.hash();
    Intake intake;
    ErrorCode reason{};
    SECTION("bytes that do not parse") {
        intake = take_bytes(board, "\xff\xff\xff");
        reason = ErrorCode::Malformed;
    }
    SECTION("text that is not UTF-8") {
        Bytes batch = board::encode_batch(std::vector<Op>{card(kAda, 3, "good"), card(kAda, 8, "XY")});
        batch.replace(batch.find("XY"), 2, "\xc3\x28");
        intake = take_bytes(board, batch);
        reason = ErrorCode::BadText;
    }
    SECTION("an op of another actor") {
        intake = take(board, {card(kAda, 3, "mine"), card(kBob, 1, "not mine")});
        reason = ErrorCode::NotYours;
    }
    SECTION("a role that only reads") {
        intake = take(board, {card(kAda, 3, "mine")}, person(Role::Observer));
        reason = ErrorCode::NotAllowed;
    }
    SECTION("more ops than a frame may hold") {
        std::vector<Op> ops;
        for (std::uint32_t i = 0; i <= limits::kSubmitOpsMax; ++i) {
            ops.push_back(removal_of({kAda, 1}, kAda, 3 + i));
        }
        intake = take(board, ops);
        REQUIRE(intake.closing);
        reason = *intake.closing;  // TooLarge from the codec or TooMany from here, both say so
        CHECK((reason == ErrorCode::TooLarge || reason == ErrorCode::TooMany));
    }
    REQUIRE(intake.closing);
    CHECK(*intake.closing == reason);
    CHECK(intake.ops.empty());
    CHECK(board.hash() == before);
    CHECK(board.next_counter(kAda) == 3);
}

TEST_CASE("[W14][M13] what the phase does not let participants do is refused alone, and the next phase may let them") {
    board::Board board;
    workshop::Stage stage;
    const auto submit = [&](const workshop::Person& who, board::OpBody body) {
        Op op = make(who.actor, board.next_counter(who.actor), std::move(body));
        op.lamport = board.lamport() + 1;
        return room::take_in(board, stage, who, board::encode_batch({&op, 1}));
    };
    const workshop::Person host{workshop::Role::Facilitator, kBob, VoterId{9}};
    const auto set = [&](board::SettingKey key, std::int64_t number, std::string text = {}) {
        const Intake intake = submit(host, board::SetSetting{{board::kNullId, key}, {number, std::move(text)}});
        CHECK(intake.refused.empty());
    };
    set(board::SettingKey::RunOfShow, 0,
        R"({"format":"atelier-run-of-show/1","title":"Jour","phases":[{"title":"Craintes","may":["fear"]},)"
        R"({"title":"Besoins","may":["need"]}]})");
    const auto fear = std::get<board::AddItem>(card(kAda, 1, "seul").body);
    CHECK(submit(person(), fear).refused.empty());  // no phase is on
    set(board::SettingKey::Phase, 2);
    const Intake refused = submit(person(), fear);
    CHECK_FALSE(refused.closing);
    REQUIRE(refused.refused.size() == 1);
    CHECK(refused.refused[0].code == ErrorCode::NotNow);
    REQUIRE(taken(refused).size() == 1);
    CHECK(std::holds_alternative<board::Void>(refused.ops[0].body));
    CHECK(submit(host, fear).refused.empty());
    set(board::SettingKey::Phase, 1);
    CHECK(submit(person(), fear).refused.empty());
    set(board::SettingKey::Locked, 1);
    const Intake held = submit(person(), fear);
    REQUIRE(held.refused.size() == 1);
    CHECK(held.refused[0].code == ErrorCode::Held);
}
