// Settings, rule M13: registers of the board and of its cards.
// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/support/replica.h"

using namespace atelier;
using board::kNullId;
using board::Op;
using board::SetSetting;
using board::Setting;
using board::SettingKey;
using board::SettingName;
using testing::Replica;

namespace {

constexpr SettingName kPhase{kNullId, SettingKey::Phase};
constexpr SettingName kShow{kNullId, SettingKey::RunOfShow};

}  // namespace

TEST_CASE("[M13] of two phases set at once the later stamp stays, on every replica and in every order") {
    Replica a(1);
    Replica b(2);
    const Op first = a.commit(SetSetting{kPhase, {1, ""}});
    const Op second = b.commit(SetSetting{kPhase, {2, ""}});
    REQUIRE(a.board.apply(second));
    REQUIRE(b.board.apply(first));
    CHECK(a.board.setting_number(kPhase) == 2);  // equal lamport: the greater actor
    CHECK(b.board.setting_number(kPhase) == 2);
    CHECK(a.board.hash() == b.board.hash());
}

TEST_CASE("[M13] a setting changes the hash, and a board without any has the hash it always had") {
    Replica a(1);
    const Op card = a.add_card("frein");
    Replica b(2);
    REQUIRE(b.board.apply(card));
    Op lock;
    lock.id = {ActorId{1}, a.board.next_counter(ActorId{1})};
    lock.lamport = a.board.lamport() + 1;
    lock.body = SetSetting{{card.id, SettingKey::Locked}, {1, ""}};
    Op nothing = lock;
    nothing.body = board::Void{};
    REQUIRE(a.board.apply(lock));
    REQUIRE(b.board.apply(nothing));
    CHECK(a.board.hash() != b.board.hash());
}

TEST_CASE("[M13] settings are in the saved state, with who set them when") {
    Replica a(1);
    const Op card = a.add_card("frein");
    a.commit(SetSetting{kShow, {0, "{}"}});
    a.commit(SetSetting{kPhase, {3, ""}});
    a.commit(SetSetting{{kNullId, SettingKey::TimerEnd}, {1'700'000'000'000, ""}});
    a.commit(SetSetting{{card.id, SettingKey::Locked}, {1, ""}});
    auto read = board::Board::decode(a.board.encode());
    REQUIRE(read);
    CHECK(read->hash() == a.board.hash());
    CHECK(read->settings().size() == 4);
    CHECK(read->setting(kShow)->value.text == "{}");
    CHECK(read->setting_number({kNullId, SettingKey::TimerEnd}) == 1'700'000'000'000);
    CHECK(read->setting_number({card.id, SettingKey::Locked}) == 1);
    CHECK(read->setting_number({card.id, SettingKey::Revealed}) == 0);
    // An older write comes late and loses against the stamp that was saved.
    Op late;
    late.id = {ActorId{9}, 1};
    late.lamport = 1;
    late.body = SetSetting{kPhase, {8, ""}};
    REQUIRE(read->apply(late));
    CHECK(read->setting_number(kPhase) == 3);
}

TEST_CASE("[M13] what is said of the board, of a card and of a thread") {
    Replica a(1);
    const Op card = a.add_card("frein");
    const Op thread = a.commit(board::AddItem{board::ItemKind::Thread, board::CardKind::None, {}, "", "fil"});
    const auto checks = [&](board::Id item, SettingKey key, board::Setting value) {
        Op op;
        op.id = {ActorId{1}, a.board.next_counter(ActorId{1})};
        op.lamport = a.board.lamport() + 1;
        op.body = SetSetting{{item, key}, std::move(value)};
        return a.board.check(op).has_value();
    };
    const auto takes_text = [&](board::Id item, SettingKey key) { return checks(item, key, {0, "mot"}); };
    const auto takes = [&](board::Id item, SettingKey key) {
        const bool is_text = key == SettingKey::RunOfShow || key == SettingKey::Note || key == SettingKey::Origin;
        return is_text ? takes_text(item, key) : checks(item, key, {1, ""});
    };
    for (auto key = SettingKey::RunOfShow; key <= SettingKey::Origin;
         key = static_cast<SettingKey>(static_cast<int>(key) + 1)) {
        CAPTURE(static_cast<int>(key));
        const bool is_both = key == SettingKey::Revealed || key == SettingKey::Locked || key == SettingKey::Focus;
        CHECK(takes(kNullId, key) == (key <= SettingKey::Focus));
        CHECK(takes(card.id, key) == (is_both || key > SettingKey::Focus));
        CHECK(takes(thread.id, key) == (key == SettingKey::Focus || key == SettingKey::Origin));
    }
    CHECK(takes_text(kNullId, SettingKey::RevealedTable));
    CHECK(checks(kNullId, SettingKey::Focus, {7, "what the screen shows instead"}));
    CHECK_FALSE(checks(card.id, SettingKey::Focus, {7, "mot"}));
    CHECK_FALSE(checks(kNullId, SettingKey::Phase, {7, "mot"}));
    CHECK(takes_text(kNullId, SettingKey::ClosedPolls));
    CHECK_FALSE(takes_text(card.id, SettingKey::ClosedPolls));
    CHECK_FALSE(takes_text(card.id, SettingKey::RevealedTable));
    CHECK_FALSE(takes_text(thread.id, SettingKey::RevealedTable));
    a.commit(SetSetting{{card.id, SettingKey::Note}, {0, "Peux-tu dire autrement ?"}});
    a.commit(SetSetting{{thread.id, SettingKey::Focus}, {7, ""}});
    const auto read = board::Board::decode(a.board.encode());
    REQUIRE(read);
    CHECK(read->setting({card.id, SettingKey::Note})->value.text == "Peux-tu dire autrement ?");
    CHECK(read->setting_number({thread.id, SettingKey::Focus}) == 7);
}

TEST_CASE("[M13] a change of the board's settings is reported once, of a card's with the card") {
    Replica a(1);
    const Op card = a.add_card("frein");
    a.board.take_changes();
    a.commit(SetSetting{kPhase, {1, ""}});
    CHECK(a.board.take_changes().settings);
    CHECK_FALSE(a.board.take_changes().settings);
    a.commit(SetSetting{{card.id, SettingKey::Locked}, {1, ""}});
    const auto changes = a.board.take_changes();
    CHECK_FALSE(changes.settings);
    CHECK(changes.items == std::vector<board::Id>{card.id});
}
