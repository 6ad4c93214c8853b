// SPDX-License-Identifier: MIT
#include "tests/support/bad_ops.h"

#include <limits>
#include <utility>

#include "server/base/limits.h"
#include "server/board/codec.h"

namespace atelier::testing {
namespace {

using board::AddItem;
using board::AddLink;
using board::CardKind;
using board::CastBallot;
using board::DeleteText;
using board::DerivedBy;
using board::Id;
using board::IdRange;
using board::InsertText;
using board::ItemKind;
using board::JoinThread;
using board::kNullId;
using board::LeaveThread;
using board::Op;
using board::OpBody;
using board::Outcome;
using board::Placement;
using board::RemoveLink;
using board::SetRegister;
using board::Verb;
using board::VoteRule;

constexpr Id kNobodys{ActorId{99}, 1};
constexpr ErrorCode kMalformed = ErrorCode::Malformed;
constexpr ErrorCode kUnknownItem = ErrorCode::UnknownItem;
constexpr ErrorCode kWrongKind = ErrorCode::WrongKind;
constexpr ErrorCode kTooLarge = ErrorCode::TooLarge;
constexpr ErrorCode kBadText = ErrorCode::BadText;
constexpr ErrorCode kUnknownType = ErrorCode::UnknownType;

AddItem card(std::string text, Placement placement = {}) {
    return {ItemKind::Card, CardKind::Need, std::move(placement), "", std::move(text)};
}

AddItem derived(std::vector<Id> sources, DerivedBy how = DerivedBy::Merge, VoteRule votes = VoteRule::Union) {
    return {ItemKind::Card, CardKind::Need, {}, "", "synthèse", {how, votes, std::move(sources)}};
}

Id behind(Id id, std::uint32_t by) {
    return {id.actor, id.counter + by};
}

Id next_of(const BadOpsStage& stage) {
    return {kLiar, stage.board.next_counter(kLiar)};
}

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

void add_ids(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto row = [&](std::string name, OpBody body) {
        rows.push_back({std::move(name), next_op(stage, std::move(body)), kUnknownItem, {}, Outcome::Parked});
    };
    row("an id from the future", SetRegister{behind(stage.other_card, 90'000), board::Removed{true}});
    row("an id of an actor that nobody knows", SetRegister{kNobodys, board::Removed{true}});
    row("text behind a character from the future", InsertText{stage.card, behind(stage.card, 77), kNullId, "x"});
    row("a range that ends in the future", DeleteText{stage.card, {{behind(stage.card, 1), 1'000'000'000}}});
    row("a card that lies in itself", card("x", {next_of(stage), "", 0, 0}));
    row("a card that is its own source", derived({next_of(stage)}, DerivedBy::Reword));
    row("text between itself", InsertText{stage.card, next_of(stage), next_of(stage), "x"});
    row("a tag from the future", RemoveLink{{stage.link, behind(stage.link, 90'000)}});
    row("a vote on what is not there", CastBallot{kLiarVoter, 0, kNobodys, 1, false});

    Op gap = next_op(stage, card("x"));
    gap.id.counter += 3;
    rows.push_back({"a gap", gap, ErrorCode::OutOfOrder, {}, Outcome::Parked});
    Op overlap = next_op(stage, card("xy"));
    overlap.id.counter -= 1;
    rows.push_back({"ids that are known in part", overlap, ErrorCode::OutOfOrder, {}, std::nullopt});
    Op nobody = next_op(stage, card("x"));
    nobody.id.actor = ActorId{0};
    nobody.id.counter = 1;
    rows.push_back({"actor 0", nobody, kMalformed, kMalformed});
    Op beyond = next_op(stage, board::Void{});
    beyond.span = limits::kCounterMax - beyond.id.counter + 2;
    rows.push_back({"ids beyond the greatest there is", beyond, ErrorCode::TooMany, kMalformed});
    Op greedy = next_op(stage, DeleteText{stage.card, {{behind(stage.card, 1), 2}}});
    greedy.span = 3;
    rows.push_back({"a deletion that takes more ids than characters", greedy, kMalformed});
}

void add_stamps(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto row = [&](std::string name, std::uint64_t lamport, std::optional<ErrorCode> check,
                         std::optional<ErrorCode> decode = {}) {
        Op op = next_op(stage, SetRegister{stage.card, CardKind::Fear});
        op.lamport = lamport;
        rows.push_back({std::move(name), op, check, decode});
    };
    const std::uint64_t now = stage.board.lamport();
    row("no logical time", 0, kMalformed);
    row("a logical time of long ago", 1, {});
    row("a logical time that others have reached", now, {});
    row("a logical time as far ahead as may be", now + limits::kLamportJumpMax, {});
    row("a logical time too far ahead", now + limits::kLamportJumpMax + 1, kMalformed);
    row("the greatest logical time", limits::kLamportMax, kMalformed);
    row("a logical time beyond the greatest", limits::kLamportMax + 1, kMalformed, kMalformed);
    row("the greatest number as logical time", std::numeric_limits<std::uint64_t>::max(), kMalformed, kMalformed);
}

void add_links_and_places(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto ignored = [&](std::string name, OpBody body, ErrorCode check = kWrongKind) {
        rows.push_back({std::move(name), next_op(stage, std::move(body)), check, {}, Outcome::Ignored});
    };
    const auto unknown = [&](std::string name, OpBody body) {
        rows.push_back({std::move(name), next_op(stage, std::move(body)), kUnknownType, {}, Outcome::Ignored, true});
    };
    const auto placed = [&](std::string name, Id parent) {
        rows.push_back({std::move(name), next_op(stage, card("x", {parent, "", 0, 0})), kWrongKind});
    };
    const Id one = stage.card;
    const Id other = stage.other_card;
    ignored("a link of a card to itself", AddLink{one, one, Verb::Answers});
    ignored("a link without a verb", AddLink{one, other, Verb::None});
    ignored("a link to a thread", AddLink{one, stage.thread, Verb::Blocks});
    ignored("a link to a letter", AddLink{one, behind(other, 2), Verb::Blocks}, kUnknownItem);
    unknown("a verb of tomorrow", AddLink{one, other, static_cast<Verb>(7)});
    rows.push_back({"a cycle of links, which is two arrows", next_op(stage, AddLink{other, one, Verb::Causes}), {}});
    ignored("a thread that joins itself", JoinThread{stage.thread, stage.thread});
    ignored("a card that joins a card", JoinThread{one, other});
    ignored("a thread in a thread", SetRegister{stage.thread, Placement{stage.thread, "", 0, 0}});
    ignored("a card in itself", SetRegister{one, Placement{one, "", 0, 0}});
    ignored("a card in a card", SetRegister{one, Placement{other, "", 0, 0}});
    ignored("a card in a letter", SetRegister{one, Placement{behind(other, 1), "", 0, 0}});
    placed("a new card in a card: it lies on the board", other);
    placed("a new card in a link: it lies on the board", stage.link);
    ignored("a link taken away that is a membership", RemoveLink{{stage.membership}}, kUnknownItem);
    ignored("a membership taken away that is a link", LeaveThread{{stage.link}}, kUnknownItem);
    ignored("nothing taken away", RemoveLink{}, kMalformed);
    ignored("no membership taken away", LeaveThread{}, kMalformed);
    const std::vector<Id> many(limits::kOpRangesMax + 1, stage.link);
    rows.push_back({"more tags than one op may name", next_op(stage, RemoveLink{many}), kTooLarge, kTooLarge});
    rows.push_back({"one link taken away as often as one op may",
                    next_op(stage, RemoveLink{std::vector<Id>(limits::kOpRangesMax, stage.link)}),
                    {}});
}

void add_registers(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto row = [&](std::string name, board::RegisterValue value, std::optional<ErrorCode> check,
                         Outcome merge = Outcome::Applied) {
        rows.push_back({std::move(name), next_op(stage, SetRegister{stage.card, std::move(value)}), check, {}, merge});
    };
    constexpr std::int32_t kEdge = limits::kCoordinateMax;
    row("the farthest place", Placement{kNullId, "a0V", kEdge, -kEdge}, {});
    row("a place outside the board", Placement{kNullId, "a0V", kEdge + 1, 0}, kTooLarge);
    row("the greatest number as a place", Placement{kNullId, "", 0, std::numeric_limits<std::int32_t>::max()},
        kTooLarge);
    row("the least number as a place", Placement{kNullId, "", std::numeric_limits<std::int32_t>::min(), 0}, kTooLarge);
    row("the longest rank", Placement{kNullId, "a0" + times(limits::kOrderBytesMax - 2, "z"), 0, 0}, {});
    row("a rank that is longer", Placement{kNullId, "a0" + times(limits::kOrderBytesMax - 1, "z"), 0, 0}, kMalformed);
    row("a rank that leaves no room below", Placement{kNullId, "a00", 0, 0}, kMalformed);
    row("a rank in other digits", Placement{kNullId, "a0é", 0, 0}, kMalformed);
    row("no kind for a card", CardKind::None, kWrongKind, Outcome::Ignored);
    row("a title for a card", board::Title{"x"}, kWrongKind, Outcome::Ignored);
    row("the longest label", board::Organisation{times(limits::kLabelBytesMax, "x")}, {});
    row("a label that is longer", board::Organisation{times(limits::kLabelBytesMax + 1, "x")}, kTooLarge);
    row("a label with NUL", board::Organisation{std::string("a\0b", 3)}, kBadText);
    rows.push_back({"a kind of card of tomorrow",
                    next_op(stage, SetRegister{stage.card, static_cast<CardKind>(6)}),
                    kUnknownType,
                    {},
                    Outcome::Ignored,
                    true});
    rows.push_back({"a kind for a thread",
                    next_op(stage, SetRegister{stage.thread, CardKind::Need}),
                    kWrongKind,
                    {},
                    Outcome::Ignored});
    AddItem kindless = card("x");
    kindless.card_kind = CardKind::None;
    rows.push_back({"a new card without a kind", next_op(stage, kindless), kWrongKind});
    AddItem later = card("x");
    later.kind = static_cast<ItemKind>(3);
    rows.push_back({"a kind of item of tomorrow", next_op(stage, later), kUnknownType, {}, Outcome::Ignored, true});
    rows.push_back({"an op of tomorrow", next_op(stage, board::Unknown{}), kUnknownType, {}, Outcome::Ignored, true});
    const auto vote = [&](std::string name, CastBallot ballot, std::optional<ErrorCode> check) {
        rows.push_back({std::move(name), next_op(stage, ballot), check});
    };
    vote("more dots than there ever are", {kLiarVoter, 1, stage.card, 101, false}, kWrongKind);
    vote("a vote in a poll that cannot be", {kLiarVoter, 64, stage.card, 1, false}, kWrongKind);
    vote("the least number as a vote", {kLiarVoter, 0, stage.card, std::numeric_limits<std::int32_t>::min(), false},
         kWrongKind);
    vote("a vote that was never cast, withdrawn", {kLiarVoter, 0, stage.card, 0, true}, {});
    vote("a vote on a card that was removed", {kLiarVoter, 0, stage.removed_card, 1, false}, {});
}

void add_derivations(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto row = [&](std::string name, AddItem body, std::optional<ErrorCode> check) {
        rows.push_back({std::move(name), next_op(stage, std::move(body)), check});
    };
    const Id one = stage.card;
    row("a merge of one card", derived({one}), kWrongKind);
    row("a merge of one card, twice", derived({one, one}), kWrongKind);
    row("a merge with a thread", derived({one, stage.thread}), kWrongKind);
    row("a merge with a letter", derived({one, behind(one, 2)}), kUnknownItem);
    row("a rewording of two", derived({one, stage.other_card}, DerivedBy::Reword), kWrongKind);
    row("a merge with a removed card", derived({one, stage.removed_card}), {});
    AddItem thread = derived({one}, DerivedBy::Reword);
    thread.kind = ItemKind::Thread;
    thread.card_kind = CardKind::None;
    row("a thread made from a card", thread, kWrongKind);
    Op early = next_op(stage, derived({one, stage.other_card}));
    early.lamport = 1;
    rows.push_back({"a merge from before its sources", early, kMalformed});
    rows.push_back({"more sources than a card may have",
                    next_op(stage, derived(std::vector<Id>(limits::kDerivationSourcesMax + 1, one))), kTooLarge,
                    kTooLarge});
    rows.push_back({"a rule for votes of tomorrow",
                    next_op(stage, derived({one}, DerivedBy::Reword, static_cast<VoteRule>(3))),
                    kUnknownType,
                    {},
                    Outcome::Ignored,
                    true});
    rows.push_back({"a way of deriving of tomorrow",
                    next_op(stage, derived({one}, static_cast<DerivedBy>(4))),
                    kUnknownType,
                    {},
                    Outcome::Ignored,
                    true});
}

void add_settings(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    using board::SetSetting;
    using board::SettingKey;
    const auto row = [&](std::string name, SetSetting body, std::optional<ErrorCode> check,
                         Outcome merge = Outcome::Applied) {
        const bool unknown = check == kUnknownType;
        rows.push_back({std::move(name), next_op(stage, std::move(body)), check, {}, merge, unknown});
    };
    row("a phase of a card", {{stage.card, SettingKey::Phase}, {1, ""}}, kWrongKind, Outcome::Ignored);
    row("a thread that is parked", {{stage.thread, SettingKey::Parked}, {1, ""}}, kWrongKind, Outcome::Ignored);
    row("a note with a number", {{stage.card, SettingKey::Note}, {1, "x"}}, kWrongKind);
    row("a note on the board", {{kNullId, SettingKey::Note}, {0, "x"}}, kWrongKind, Outcome::Ignored);
    row("an origin of the board", {{kNullId, SettingKey::Origin}, {0, times(32, "a") + " 00000000000000a1-1 T"}},
        kWrongKind, Outcome::Ignored);
    row("a lock on a thread", {{stage.thread, SettingKey::Locked}, {1, ""}}, kWrongKind, Outcome::Ignored);
    row("a lock on what is not there", {{kNobodys, SettingKey::Locked}, {1, ""}}, kUnknownItem, Outcome::Parked);
    row("a setting of tomorrow", {{kNullId, static_cast<SettingKey>(99)}, {1, ""}}, kUnknownType, Outcome::Ignored);
    row("a phase before the first", {{kNullId, SettingKey::Phase}, {-1, ""}}, kMalformed);
    row("a time beyond what pages can count", {{kNullId, SettingKey::TimerEnd}, {1LL << 60U, ""}}, kMalformed);
    row("a phase with a text", {{kNullId, SettingKey::Phase}, {1, "x"}}, kWrongKind);
    row("a run of show with a number", {{kNullId, SettingKey::RunOfShow}, {1, "{}"}}, kWrongKind);
    row("a run of show with NUL", {{kNullId, SettingKey::RunOfShow}, {0, std::string(1, '\0')}}, kBadText);
    row("a run of show that is too long",
        {{kNullId, SettingKey::RunOfShow}, {0, times(limits::kSettingBytesMax + 1, "x")}}, kTooLarge);
}

void add_insertions(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto row = [&](std::string name, OpBody body, std::optional<ErrorCode> check,
                         std::optional<ErrorCode> decode = {}, Outcome merge = Outcome::Applied) {
        rows.push_back({std::move(name), next_op(stage, std::move(body)), check, decode, merge});
    };
    const Id one = stage.card;
    const Id full_end = stage.board.neighbours(stage.full_card, limits::kTextCharsMax).left;
    const auto into_full = [&](std::string text) {
        return InsertText{stage.full_card, full_end, kNullId, std::move(text)};
    };
    row("an insertion of nothing", InsertText{one, kNullId, kNullId, ""}, kMalformed, kMalformed);
    row("a card without text", card(""), {});
    row("an insertion between letters in the wrong order", InsertText{one, behind(one, 4), behind(one, 2), "x"},
        kUnknownItem, {}, Outcome::Ignored);
    row("an insertion behind itself", InsertText{one, behind(one, 3), behind(one, 3), "x"}, kUnknownItem, {},
        Outcome::Ignored);
    row("an insertion behind a letter of another card", InsertText{one, behind(stage.other_card, 2), kNullId, "x"},
        kUnknownItem, {}, Outcome::Ignored);
    row("an insertion into a link", InsertText{stage.link, kNullId, kNullId, "x"}, kUnknownItem, {}, Outcome::Ignored);
    row("letters of another card deleted", DeleteText{one, {{behind(stage.other_card, 1), 3}}}, kUnknownItem);
    row("nothing deleted", DeleteText{one, {}}, kMalformed);
    row("letters deleted in another order, twice",
        DeleteText{one, {{behind(one, 4), 2}, {behind(one, 1), 2}, {behind(one, 1), 2}}}, {});
    row("more ranges than one op may name",
        DeleteText{one, std::vector<IdRange>(limits::kOpRangesMax + 1, {behind(one, 1), 1})}, kTooLarge, kTooLarge);
    row("a card of 20,000 characters", card(times(limits::kTextCharsMax, "é")), {});
    row("a card of 20,001 characters", card(times(limits::kTextCharsMax + 1, "e")), kTooLarge);
    row("a paste of 100,000 characters", card(times(100'000, "e")), kTooLarge);
    row("10,000 plants, which count two each", card(times(10'000, "🌱")), {});
    row("a plant more", card(times(10'001, "🌱")), kTooLarge);
    row("20,000 characters of three bytes", card(times(limits::kTextCharsMax, "字")), {});
    row("the last character of a full card", into_full("é"), {});
    row("two characters into a card with room for one", into_full("ab"), kTooLarge);
    row("half a plant's room for a plant", into_full("🌱"), kTooLarge);
}

void add_texts(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    const auto row = [&](std::string name, std::string text, std::optional<ErrorCode> check,
                         std::optional<ErrorCode> decode = {}) {
        rows.push_back({"a text with " + name, next_op(stage, card(std::move(text))), check, decode});
    };
    row("NUL", std::string("a\0b", 3), kBadText);
    row("an escape", "\x1b[31mred", kBadText);
    row("DEL", "a\x7f", kBadText);
    row("a control character of the second set",
        "a\xc2\x9b"
        "31m",
        kBadText);
    row("tab and line ends", "a\tb\r\nc", {});
    row("separators of lines and paragraphs", "a\u2028b\u2029c", {});
    row("a byte order mark, noncharacters and private use", "\ufeff\uffff\ufdd0\ue000", {});
    row("marks, embeddings, overrides and isolates of direction",
        "\u200e\u200f\u061c\u202a\u202d\u202egauche\u202c\u2066\u2067\u2068\u2069", {});
    row("two directions", "besoin حاجة צורך", {});
    row("a family of three, in one piece", "👩\u200d👩\u200d👧", {});
    row("flags, skin tones, keycaps and tags", "🇫🇷👍🏽1\ufe0f\u20e3🏴\U000e0067\U000e0062\U000e007f", {});
    row("combining marks, many on one letter", "e" + times(200, "\u0301"), {});
    row("half a flag and a joiner at the end", "🇫\u200d", {});
}

// These cannot even be made of code points; a span that no text has stands for theirs.
void add_broken_texts(std::vector<BadOp>& rows, const BadOpsStage& stage) {
    for (const auto& [name, text] :
         {std::pair("a lone surrogate", "a\xed\xa0\xbd"), std::pair("half a letter", "\xc3"),
          std::pair("an overlong NUL", "\xc0\x80"), std::pair("a code point beyond the last", "\xf4\x90\x80\x80"),
          std::pair("Latin-1",
                    "donn\xe9"
                    "es")}) {
        Op op = next_op(stage, card("x"));
        std::get<AddItem>(op.body).text = text;
        rows.push_back({std::string("a text with ") + name, op, kBadText, kBadText});
    }
}

}  // namespace

BadOpsStage::BadOpsStage() {
    const auto add = [this](ActorId actor, OpBody body) {
        Op op{{actor, board.next_counter(actor)}, board.lamport() + 1, board::span_of(body), std::move(body)};
        ATELIER_CHECK(board.check(op).has_value());
        ATELIER_CHECK(board.apply(op).has_value());
        ops.push_back(op);
        return op.id;
    };
    card = add(kLiar, testing::card("frein"));
    other_card = add(kOther, testing::card("besoin"));
    full_card = add(kOther, testing::card(std::string(limits::kTextCharsMax - 1, 'x')));
    removed_card = add(kOther, testing::card("retiré"));
    add(kOther, SetRegister{removed_card, board::Removed{true}});
    thread = add(kOther, AddItem{ItemKind::Thread, CardKind::None, {}, "", "fil"});
    link = add(kOther, AddLink{card, other_card, Verb::Answers});
    membership = add(kOther, JoinThread{thread, card});
}

Op next_op(const BadOpsStage& stage, OpBody body) {
    const std::uint32_t span = board::span_of(body);
    return {{kLiar, stage.board.next_counter(kLiar)}, stage.board.lamport() + 1, span, std::move(body)};
}

std::vector<BadOp> bad_ops(const BadOpsStage& stage) {
    std::vector<BadOp> rows;
    add_ids(rows, stage);
    add_stamps(rows, stage);
    add_links_and_places(rows, stage);
    add_registers(rows, stage);
    add_settings(rows, stage);
    add_derivations(rows, stage);
    add_insertions(rows, stage);
    add_texts(rows, stage);
    add_broken_texts(rows, stage);
    return rows;
}

}  // namespace atelier::testing
