// What nobody should send, at the door of a room: refused with its reason, a Void in its place, and what is logged can be
// read by everybody. The rows are in tests/support/bad_ops.cpp.
// SPDX-License-Identifier: MIT
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/room/intake.h"
#include "tests/support/bad_ops.h"
#include "tests/support/catch.h"

using namespace atelier;
using testing::BadOp;
using testing::BadOpsStage;

namespace {

const workshop::Person kAuthor{workshop::Role::Facilitator, testing::kLiar, testing::kLiarVoter};

std::string name_of(const std::optional<ErrorCode>& code) {
    return code ? std::string(error_name(*code)) : "accepted";
}

// What the room says where the board would say something else, or could not be asked.
std::optional<ErrorCode> expected(const BadOp& row) {
    if (row.decode) {
        return row.decode;
    }
    if (const auto* ballot = std::get_if<board::CastBallot>(&row.op.body);
        ballot != nullptr && ballot->voter != testing::kLiarVoter) {
        return ErrorCode::NotYours;
    }
    if (const auto* set = std::get_if<board::SetRegister>(&row.op.body);
        set != nullptr && std::holds_alternative<board::Organisation>(set->value)) {
        return ErrorCode::TellsTooMuch;  // the card says nothing of its author, and will not
    }
    if (const auto* setting = std::get_if<board::SetSetting>(&row.op.body);
        setting != nullptr && setting->name.key == board::SettingKey::RunOfShow && row.check != ErrorCode::TooLarge) {
        return ErrorCode::Malformed;  // no show that can be played, whatever else
    }
    return row.check;
}

// A replica that reads what was logged is where the server is.
void check_readable(const BadOpsStage& stage, const board::Board& server, BytesView logged) {
    const auto ops = board::decode_batch(logged);
    REQUIRE(ops);
    board::Board replica = stage.board.copy();
    for (const board::Op& op : *ops) {
        const auto outcome = replica.apply(op);
        REQUIRE(outcome);
        CHECK(*outcome == board::Outcome::Applied);
    }
    CHECK(replica.hash() == server.hash());
}

room::Intake take(board::Board& board, const board::Op& op) {
    workshop::Stage stage;
    return room::take_in(board, stage, kAuthor, board::encode_batch({&op, 1}));
}

}  // namespace

TEST_CASE("[W14][W15][W16] what nobody should send is refused alone or ends the connection, and the board goes on") {
    const BadOpsStage stage;
    std::size_t alone = 0;
    std::size_t closing = 0;
    for (const BadOp& row : testing::bad_ops(stage)) {
        if (std::holds_alternative<board::Unknown>(row.op.body)) {
            continue;  // nobody here can write it; intake_test.cpp has one in bytes
        }
        INFO(row.name);
        board::Board board = stage.board.copy();
        const room::Intake intake = take(board, row.op);
        if (row.decode) {
            CHECK(name_of(intake.closing) == name_of(row.decode));
            CHECK(board.hash() == stage.board.hash());
            ++closing;
            continue;
        }
        CHECK_FALSE(intake.closing);
        const auto why = intake.refused.empty() ? std::nullopt : std::optional(intake.refused.front().code);
        CHECK(name_of(why) == name_of(expected(row)));
        alone += why ? 1U : 0U;
        if (why != ErrorCode::OutOfOrder) {
            CHECK(board.next_counter(testing::kLiar) == row.op.id.counter + row.op.span);
            check_readable(stage, board, intake.batch);
        }
        if (why) {
            CHECK(board.items().size() == stage.board.items().size());
        }
    }
    CHECK(alone > 40);
    CHECK(closing > 10);
}

TEST_CASE("[W14] where logical time ends, what is refused leaves a Void that everybody can read") {
    const BadOpsStage stage;
    board::Board board = stage.board.copy();
    // A board pushed to the end by a server that did not hold its bound.
    const board::Op far{{ActorId{77}, 1}, limits::kLamportMax, 1, board::Void{}};
    REQUIRE(board.apply(far));
    board::Op op = testing::next_op(stage, board::SetRegister{stage.card, board::CardKind::Fear});
    op.lamport = limits::kLamportMax;
    CHECK(take(board, op).refused.empty());
    op.id.counter += op.span;
    std::get<board::SetRegister>(op.body).item = {ActorId{78}, 1};
    const room::Intake intake = take(board, op);
    REQUIRE(intake.refused.size() == 1);
    CHECK(intake.refused.front().code == ErrorCode::UnknownItem);
    CHECK(board::decode_batch(intake.batch));
}
