// What an own phase hides, from whom, and what brings it to light.
// SPDX-License-Identifier: MIT
#include "server/workshop/curtain.h"

#include <map>
#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace atelier;
using board::CardKind;
using board::Id;
using board::kNullId;
using board::SettingKey;
using workshop::Curtain;
using workshop::Phase;
using workshop::Sight;
using Change = workshop::Curtain::Change;

namespace {

constexpr ActorId kAna{0xa};
constexpr ActorId kBob{0xb};
constexpr ActorId kLead{0xf};
constexpr ActorId kNobody{};

// A history that the curtain follows op by op.
struct Play {
    board::Op op(ActorId actor, board::OpBody body) {
        board::Op made;
        made.id = {actor, ++counters[actor.value]};
        made.lamport = ++lamport;
        made.body = std::move(body);
        last = curtain.on_merged(phase, {made});
        return made;
    }
    board::Op card(ActorId actor, CardKind kind = CardKind::Fear) {
        board::AddItem body;
        body.kind = kind == CardKind::None ? board::ItemKind::Thread : board::ItemKind::Card;
        body.card_kind = kind;
        body.text = "secret";
        return op(actor, std::move(body));
    }
    board::Op vote(ActorId actor, Id slot) {
        return op(actor, board::CastBallot{VoterId{actor.value}, 0, slot, 1, false});
    }
    board::Op set(SettingKey key, std::int64_t value, Id item = kNullId) {
        return op(kLead, board::SetSetting{{item, key}, {value, ""}});
    }
    void bring(ActorId actor, Id item, char table) {
        op(actor, board::SetSetting{{item, SettingKey::Origin},
                                    {0, board_text(table) + " " + std::string(16, '1') + "-3 Table"}});
    }
    void reveal_table(char table) {
        op(kLead, board::SetSetting{{kNullId, SettingKey::RevealedTable}, {0, board_text(table)}});
    }
    static std::string board_text(char digit) { return std::string(32, digit); }
    void begin(Sight sight) {
        shown.sight = sight;
        phase = &shown;
        set(SettingKey::Phase, ++number);
    }

    Curtain curtain;
    Phase shown;
    const Phase* phase = nullptr;
    std::map<std::uint64_t, std::uint32_t> counters;
    std::uint64_t lamport = 0;
    std::int64_t number = 0;
    Change last = Change::None;
};

}  // namespace

TEST_CASE("without an own phase nothing is hidden") {
    Play play;
    const board::Op before = play.card(kAna);
    play.begin(Sight::All);
    const board::Op during = play.card(kAna);
    CHECK_FALSE(play.curtain.hides(before, kBob));
    CHECK_FALSE(play.curtain.hides(during, kBob));
    CHECK(play.last == Change::None);
}

TEST_CASE("where facilitators approve, new cards wait for it one by one; threads and old cards do not [F5]") {
    Play play;
    const board::Op before = play.card(kAna);
    play.begin(Sight::Approved);
    const board::Op first = play.card(kAna);
    const board::Op second = play.card(kAna, CardKind::Need);
    const board::Op thread = play.card(kAna, CardKind::None);
    CHECK_FALSE(play.curtain.hides(before, kBob));
    CHECK(play.curtain.hides(first, kBob));
    CHECK(play.curtain.hides(second, kBob));
    CHECK_FALSE(play.curtain.hides(first, kAna));
    CHECK_FALSE(play.curtain.hides(thread, kBob));
    CHECK(play.curtain.hidden_items().size() == 2);
    play.set(SettingKey::Revealed, 1, first.id);
    CHECK(play.last == Change::Revealed);
    CHECK_FALSE(play.curtain.hides(first, kBob));
    CHECK(play.curtain.hidden_items() == std::vector<Id>{second.id});
    // What is refused, and why, its author reads, and nobody else.
    const board::Op refusal = play.set(SettingKey::Parked, 1, second.id);
    const board::Op why = play.op(kLead, board::SetSetting{{second.id, SettingKey::Note}, {0, "trop vague"}});
    for (const board::Op& op : {second, refusal, why}) {
        CHECK(play.curtain.hides(op, kBob));
        CHECK_FALSE(play.curtain.hides(op, kAna));
    }
    // An own phase behind it hides threads as ever.
    play.begin(Sight::Own);
    CHECK(play.curtain.hides(play.card(kAna, CardKind::None), kBob));
}

TEST_CASE("an own phase hides what others make in it, not what was there before [F3]") {
    Play play;
    const board::Op before = play.card(kAna);
    play.begin(Sight::Own);
    CHECK(play.last == Change::Lowered);
    const board::Op hidden = play.card(kAna, CardKind::Need);
    const board::Op thread = play.card(kAna, CardKind::None);
    CHECK_FALSE(play.curtain.hides(before, kBob));
    for (const board::Op& op : {hidden, thread}) {
        CHECK(play.curtain.hides(op, kBob));
        CHECK(play.curtain.hides(op, kNobody));
        CHECK_FALSE(play.curtain.hides(op, kAna));
    }
    CHECK(play.curtain.counts(kBob) == workshop::HiddenCounts{1, 0, 0, 1, 0, 0});
    CHECK(play.curtain.counts(kAna) == workshop::HiddenCounts{});
}

TEST_CASE("whatever touches something hidden is hidden with it, except from whose it is") {
    Play play;
    const board::Op old = play.card(kBob);
    play.begin(Sight::Own);
    const board::Op hidden = play.card(kAna);
    const std::vector<board::Op> touching = {
        play.op(kAna, board::InsertText{hidden.id, {}, {}, "more"}),
        play.op(kAna, board::SetRegister{hidden.id, board::Removed{true}}),
        play.op(kLead, board::SetSetting{{hidden.id, SettingKey::Locked}, {1, ""}}),
    };
    const board::Op link = play.op(kAna, board::AddLink{hidden.id, old.id, board::Verb::Causes});
    const board::Op unlink = play.op(kLead, board::RemoveLink{{link.id}});
    for (const board::Op& op : touching) {
        CHECK(play.curtain.hides(op, kBob));
        CHECK_FALSE(play.curtain.hides(op, kAna));
    }
    CHECK(play.curtain.hides(link, kBob));
    CHECK(play.curtain.hides(unlink, kBob));
    CHECK_FALSE(play.curtain.hides(unlink, kAna));
    const board::Op elsewhere = play.op(kAna, board::SetRegister{old.id, board::Removed{true}});
    CHECK_FALSE(play.curtain.hides(elsewhere, kBob));
}

TEST_CASE("what joins the hidden work of several is nobody's") {
    Play play;
    play.begin(Sight::Own);
    const board::Op one = play.card(kAna);
    const board::Op two = play.card(kBob);
    const board::Op link = play.op(kLead, board::AddLink{one.id, two.id, board::Verb::Completes});
    CHECK(play.curtain.hides(link, kAna));
    CHECK(play.curtain.hides(link, kBob));
    play.set(SettingKey::Revealed, 1, one.id);
    CHECK(play.last == Change::Revealed);
    CHECK_FALSE(play.curtain.hides(one, kBob));
    CHECK(play.curtain.hides(link, kAna));  // its other end is still hidden
    play.set(SettingKey::Revealed, 1, two.id);
    CHECK_FALSE(play.curtain.hides(link, kAna));
}

TEST_CASE("a reveal by kind shows those cards, and those that come later join them [F4]") {
    Play play;
    play.begin(Sight::Own);
    const board::Op fear = play.card(kAna, CardKind::Fear);
    const board::Op need = play.card(kAna, CardKind::Need);
    play.set(SettingKey::Revealed, 1 << 1);
    CHECK(play.last == Change::Revealed);
    CHECK_FALSE(play.curtain.hides(fear, kBob));
    CHECK(play.curtain.hides(need, kBob));
    CHECK_FALSE(play.curtain.hides(play.card(kAna, CardKind::Fear), kBob));
    CHECK(play.curtain.counts(kBob) == workshop::HiddenCounts{0, 0, 0, 1, 0, 0});
    play.op(kAna, board::SetRegister{need.id, CardKind::Fear});  // it is one of them now
    CHECK(play.last == Change::Revealed);
    CHECK_FALSE(play.curtain.hides(need, kBob));
    CHECK(play.curtain.hidden_ops() == 0);
}

TEST_CASE("a reveal by table shows what was brought from it until then, threads too, and nothing else [F4]") {
    Play play;
    play.begin(Sight::Own);
    const board::Op first = play.card(kLead);
    play.bring(kLead, first.id, 'a');
    const board::Op thread = play.card(kAna, CardKind::None);
    play.bring(kAna, thread.id, 'a');
    const board::Op join = play.op(kAna, board::JoinThread{thread.id, first.id});
    const board::Op other = play.card(kLead);
    play.bring(kLead, other.id, 'b');
    const board::Op here = play.card(kAna);
    play.reveal_table('c');
    CHECK(play.last == Change::None);
    play.reveal_table('a');
    CHECK(play.last == Change::Revealed);
    for (const board::Op& op : {first, thread, join}) {
        CHECK_FALSE(play.curtain.hides(op, kBob));
    }
    for (const board::Op& op : {other, here}) {
        CHECK(play.curtain.hides(op, kBob));
    }
    // What says afterwards that it is from there waits for the next reveal of that table.
    play.bring(kAna, here.id, 'a');
    CHECK(play.last == Change::None);
    CHECK(play.curtain.hides(here, kBob));
    play.reveal_table('a');
    CHECK_FALSE(play.curtain.hides(here, kBob));
    CHECK(play.curtain.hidden_items() == std::vector<Id>{other.id});
    // Where facilitators let cards through one by one, too.
    play.begin(Sight::Approved);
    const board::Op waits = play.card(kAna);
    play.bring(kAna, waits.id, 'b');
    play.reveal_table('b');
    CHECK(play.curtain.hidden_items().empty());
}

TEST_CASE("a phase that shows all reveals all, another own phase goes on hiding") {
    Play play;
    play.begin(Sight::Own);
    const board::Op first = play.card(kAna);
    play.set(SettingKey::Revealed, 1 << 3);
    play.begin(Sight::Own);
    CHECK(play.last == Change::None);
    CHECK(play.curtain.hides(first, kBob));
    CHECK(play.curtain.hides(play.card(kAna, CardKind::Need), kBob));  // the reveal was of the phase before
    play.begin(Sight::All);
    CHECK(play.last == Change::Revealed);
    CHECK_FALSE(play.curtain.is_down());
    CHECK_FALSE(play.curtain.hides(first, kBob));
    play.begin(Sight::Own);  // gone back to: what was seen stays so
    CHECK_FALSE(play.curtain.hides(first, kBob));
    play.begin(Sight::All);
    CHECK(play.last == Change::None);  // nobody missed anything
}

TEST_CASE("votes of an own phase are not counted until they are revealed [G9]") {
    Play play;
    const board::Op card = play.card(kAna);
    CHECK_FALSE(play.curtain.hides_votes());
    play.begin(Sight::Own);
    play.vote(kBob, card.id);
    CHECK(play.curtain.hides_votes());
    play.set(SettingKey::Revealed, 0b11'1111);  // all items
    CHECK(play.curtain.hides_votes());
    play.set(SettingKey::Revealed, workshop::kRevealedBallots);
    CHECK_FALSE(play.curtain.hides_votes());
    CHECK(play.last == Change::None);  // nobody missed anything: counts come as they are written
    play.begin(Sight::Own);
    CHECK(play.curtain.hides_votes());
    play.begin(Sight::Approved);
    CHECK_FALSE(play.curtain.hides_votes());
    play.begin(Sight::All);
    CHECK_FALSE(play.curtain.hides_votes());
}

TEST_CASE("what the room plays by reaches everybody") {
    Play play;
    play.begin(Sight::Own);
    CHECK_FALSE(play.curtain.hides(play.set(SettingKey::TimerEnd, 5), kBob));
    CHECK_FALSE(play.curtain.hides(play.set(SettingKey::Locked, 1), kBob));
}

TEST_CASE("who made or owns something hidden is who may have it") {
    Play play;
    play.begin(Sight::Own);
    const board::Op hidden = play.card(kAna);
    const board::Op edit = play.op(kLead, board::SetRegister{hidden.id, board::Removed{true}});
    std::vector<ActorId> actors;
    play.curtain.add_entitled({hidden, edit}, actors);
    CHECK(actors == std::vector<ActorId>{kAna, kAna, kLead, kAna});
    CHECK((play.curtain.has_own(kAna) && play.curtain.has_own(kLead)));
    CHECK_FALSE((play.curtain.has_own(kBob) || play.curtain.has_own(kNobody)));
}
