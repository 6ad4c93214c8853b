// The tables role x op and phase x op: every cell is written down here, so that a change of the rules is a change of this file.
// SPDX-License-Identifier: MIT
#include "server/workshop/rules.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/catch.h"

using namespace atelier;
using workshop::may_submit;
using workshop::Person;
using workshop::Role;

namespace {

constexpr ActorId kMe{0x1111};
constexpr ActorId kOther{0x2222};
constexpr VoterId kMyVote{0x3333};
constexpr VoterId kOtherVote{0x4444};

board::Op op_of(board::OpBody body, ActorId actor = kMe) {
    board::Op op;
    op.id = {actor, 1};
    op.lamport = 1;
    op.body = std::move(body);
    return op;
}

// Cards 1 (mine), 3 (another's), 5 (another's, locked) and thread 7.
struct Table {
    Table() {
        mine = add(kMe, board::ItemKind::Card);
        others = add(kOther, board::ItemKind::Card);
        locked = add(kOther, board::ItemKind::Card);
        thread = add(kOther, board::ItemKind::Thread);
        apply({kOther, 4}, board::SetSetting{{locked, board::SettingKey::Locked}, {1, ""}});
    }
    board::Id add(ActorId actor, board::ItemKind kind) {
        board::AddItem body;
        body.kind = kind;
        body.organisation = "ADEME";
        body.card_kind = kind == board::ItemKind::Card ? board::CardKind::Fear : board::CardKind::None;
        const board::Id id{actor, board.next_counter(actor)};
        apply(id, body);
        return id;
    }
    void apply(board::Id id, board::OpBody body) {
        board::Op op;
        op.id = id;
        op.lamport = board.lamport() + 1;
        op.body = std::move(body);
        REQUIRE(board.apply(op));
    }

    board::Board board;
    board::Id mine, others, locked, thread;
};

// "ok" or the name of the error.
std::string verdict(const Table& on, Role role, const board::Op& op, const workshop::Phase* phase = nullptr) {
    const auto allowed = may_submit(Person{role, kMe, kMyVote}, on.board, phase, op);
    return allowed ? "ok" : std::string(error_name(allowed.error().code));
}

struct Row {
    std::string name;
    board::OpBody body;
    std::string participant;
    std::string facilitator;
    std::vector<workshop::Act> needs = {};  // what a phase must allow, all of it
};

board::CastBallot ballot_of(VoterId voter) {
    board::CastBallot ballot;
    ballot.voter = voter;
    ballot.slot = {kOther, 1};
    ballot.value = 1;
    return ballot;
}

board::AddItem card_of(board::CardKind kind, std::vector<board::Id> sources = {}) {
    board::AddItem body;
    body.card_kind = kind;
    body.derivation.sources = std::move(sources);
    return body;
}

std::vector<Row> table(const Table& on) {
    using board::CardKind;
    using workshop::Act;
    board::AddItem thread;
    thread.kind = board::ItemKind::Thread;
    return {
        {"add a fear", card_of(CardKind::Fear), "ok", "ok", {Act::AddFear}},
        {"add a barrier", card_of(CardKind::Barrier), "ok", "ok", {Act::AddBarrier}},
        {"add a need", card_of(CardKind::Need), "ok", "ok", {Act::AddNeed}},
        {"add a story", card_of(CardKind::Story), "ok", "ok", {Act::AddStory}},
        {"add a solution", card_of(CardKind::Solution), "ok", "ok", {Act::AddSolution}},
        {"add a thread", thread, "ok", "ok", {Act::Thread}},
        {"reword my card", card_of(CardKind::Fear, {on.mine}), "ok", "ok", {Act::AddFear, Act::EditOwn}},
        {"merge mine and another's",
         card_of(CardKind::Need, {on.mine, on.others}),
         "ok",
         "ok",
         {Act::AddNeed, Act::EditOwn, Act::EditOthers}},
        {"merge with a locked card", card_of(CardKind::Need, {on.mine, on.locked}), "held", "ok"},
        {"place", board::SetRegister{on.others, board::Placement{}}, "ok", "ok", {Act::Move}},
        {"place a locked card", board::SetRegister{on.locked, board::Placement{}}, "held", "ok"},
        {"change the kind of mine",
         board::SetRegister{on.mine, CardKind::Need},
         "ok",
         "ok",
         {Act::EditOwn, Act::AddNeed}},
        {"change the kind", board::SetRegister{on.others, CardKind::Need}, "ok", "ok", {Act::EditOthers, Act::AddNeed}},
        {"remove mine", board::SetRegister{on.mine, board::Removed{true}}, "ok", "ok", {Act::EditOwn}},
        {"remove or restore", board::SetRegister{on.others, board::Removed{true}}, "ok", "ok", {Act::EditOthers}},
        {"remove a thread", board::SetRegister{on.thread, board::Removed{true}}, "ok", "ok", {Act::Thread}},
        {"remove a locked card", board::SetRegister{on.locked, board::Removed{true}}, "held", "ok"},
        {"say for whom", board::SetRegister{on.mine, board::Organisation{"Cerema"}}, "ok", "ok", {Act::EditOwn}},
        {"name the board", board::SetRegister{board::kNullId, board::Title{"A"}}, "not_allowed", "ok"},
        {"write in mine", board::InsertText{on.mine, {}, {}, "a"}, "ok", "ok", {Act::EditOwn}},
        {"write in another's", board::InsertText{on.others, {}, {}, "a"}, "ok", "ok", {Act::EditOthers}},
        {"name a thread", board::InsertText{on.thread, {}, {}, "a"}, "ok", "ok", {Act::Thread}},
        {"write in a locked card", board::InsertText{on.locked, {}, {}, "a"}, "held", "ok"},
        {"delete text", board::DeleteText{on.mine, {}}, "ok", "ok", {Act::EditOwn}},
        {"add a link", board::AddLink{on.mine, on.others, board::Verb::Causes}, "ok", "ok", {Act::Link}},
        {"add a link that means nothing", board::AddLink{on.mine, on.others, board::Verb::Illustrates}, "wrong_kind",
         "wrong_kind"},
        {"link a thread", board::AddLink{on.thread, on.mine, board::Verb::Answers}, "ok", "ok", {Act::Link}},
        {"link what is not there", board::AddLink{on.mine, {kOther, 99}, board::Verb::Blocks}, "ok", "ok", {Act::Link}},
        {"link without a verb", board::AddLink{on.mine, on.others, board::Verb::None}, "ok", "ok", {Act::Link}},
        {"remove a link", board::RemoveLink{}, "ok", "ok", {Act::Link}},
        {"join a thread", board::JoinThread{on.thread, on.mine}, "ok", "ok", {Act::Thread}},
        {"leave a thread", board::LeaveThread{}, "ok", "ok", {Act::Thread}},
        {"vote", ballot_of(kMyVote), "ok", "ok", {Act::Vote}},
        {"vote for somebody else", ballot_of(kOtherVote), "not_yours", "not_yours"},
        {"go to a phase", board::SetSetting{{board::kNullId, board::SettingKey::Phase}, {2, ""}}, "not_allowed", "ok"},
        {"show what a table brought",
         board::SetSetting{{board::kNullId, board::SettingKey::RevealedTable}, {0, std::string(32, 'a')}},
         "not_allowed", "ok"},
        {"show what no table brought",
         board::SetSetting{{board::kNullId, board::SettingKey::RevealedTable}, {0, "Table 2"}}, "not_allowed",
         "malformed"},
        {"lead the screen to a stop",
         board::SetSetting{{board::kNullId, board::SettingKey::Focus}, {7, std::string(16, 'a') + " 12"}},
         "not_allowed", "ok"},
        {"lead the screen elsewhere",
         board::SetSetting{{board::kNullId, board::SettingKey::Focus}, {7, std::string(16, 'A') + " 12"}},
         "not_allowed", "malformed"},
        {"lead the screen to no stop",
         board::SetSetting{{board::kNullId, board::SettingKey::Focus}, {7, std::string(16, 'a') + " "}}, "not_allowed",
         "malformed"},
        {"lock a card", board::SetSetting{{on.mine, board::SettingKey::Locked}, {1, ""}}, "not_allowed", "ok"},
        {"end the show", board::SetSetting{{board::kNullId, board::SettingKey::RunOfShow}, {0, ""}}, "not_allowed",
         "ok"},
        {"a show nobody can play", board::SetSetting{{board::kNullId, board::SettingKey::RunOfShow}, {0, "{}"}},
         "not_allowed", "malformed"},
        {"write Void", board::Void{}, "not_allowed", "not_allowed"},
        {"purge a text", board::PurgeText{{on.mine}, 0}, "not_allowed", "not_allowed"},
        {"an op of a newer version", board::Unknown{}, "unknown_type", "unknown_type"},
    };
}

workshop::Phase phase_of(const std::vector<workshop::Act>& acts) {
    workshop::Phase phase;
    for (const workshop::Act act : acts) {
        phase.may = static_cast<std::uint16_t>(phase.may | static_cast<std::uint16_t>(act));
    }
    return phase;
}

}  // namespace

TEST_CASE("each role may do what the table says") {
    const Table on;
    for (const Row& row : table(on)) {
        INFO(row.name);
        CHECK(verdict(on, Role::Participant, op_of(row.body)) == row.participant);
        CHECK(verdict(on, Role::Facilitator, op_of(row.body)) == row.facilitator);
        CHECK(verdict(on, Role::Screen, op_of(row.body)) == "not_allowed");
        CHECK(verdict(on, Role::Observer, op_of(row.body)) == "not_allowed");
    }
}

TEST_CASE("a table's tablet may do what participants may, in every phase, and casts no ballots [W37]") {
    const Table on;
    board::CastBallot taken_back = ballot_of(kMyVote);
    taken_back.withdrawn = true;
    const workshop::Phase voting = phase_of({workshop::Act::Vote});
    const workshop::Phase nothing = phase_of({});
    for (const workshop::Phase* phase : {static_cast<const workshop::Phase*>(nullptr), &voting, &nothing}) {
        for (const Row& row : table(on)) {
            INFO(row.name);
            if (!std::holds_alternative<board::CastBallot>(row.body)) {
                CHECK(verdict(on, Role::Tablet, op_of(row.body), phase) ==
                      verdict(on, Role::Participant, op_of(row.body), phase));
            }
        }
        for (const board::CastBallot& ballot : {ballot_of(kMyVote), ballot_of(kOtherVote), taken_back}) {
            CHECK(verdict(on, Role::Tablet, op_of(ballot), phase) == "shared_device");
        }
    }
}

TEST_CASE("in a phase participants may do what it allows and nothing else; facilitators are not bound by it") {
    const Table on;
    for (const Row& row : table(on)) {
        INFO(row.name);
        if (row.needs.empty()) {
            continue;
        }
        const workshop::Phase enough = phase_of(row.needs);
        CHECK(verdict(on, Role::Participant, op_of(row.body), &enough) == "ok");
        workshop::Phase all_but = phase_of({});
        all_but.may = static_cast<std::uint16_t>(~all_but.may);
        for (const workshop::Act act : row.needs) {
            workshop::Phase without = all_but;
            without.may = static_cast<std::uint16_t>(without.may & ~static_cast<std::uint16_t>(act));
            CHECK(verdict(on, Role::Participant, op_of(row.body), &without) == "not_now");
            CHECK(verdict(on, Role::Facilitator, op_of(row.body), &without) == "ok");
        }
    }
}

TEST_CASE("in a locked column participants change nothing, and bring nothing into it; the others are open [F10]") {
    Table on;
    on.apply({kOther, 5}, board::SetSetting{{board::kNullId, board::SettingKey::Locked}, {1 << 1, ""}});  // fears
    const auto may = [&](board::OpBody body) { return verdict(on, Role::Participant, op_of(std::move(body))); };
    board::AddItem fear;
    fear.kind = board::ItemKind::Card;
    fear.card_kind = board::CardKind::Fear;
    board::AddItem need = fear;
    need.card_kind = board::CardKind::Need;
    CHECK(may(fear) == "held");
    CHECK(may(need) == "ok");
    CHECK(may(board::InsertText{on.mine, {}, {}, "a"}) == "held");
    CHECK(may(board::SetRegister{on.mine, board::Placement{}}) == "held");
    CHECK(may(board::SetRegister{on.mine, board::CardKind::Need}) == "held");
    CHECK(may(board::SetRegister{on.mine, board::Removed{true}}) == "held");
    CHECK(may(board::AddLink{on.mine, on.others, board::Verb::Causes}) == "ok");
    CHECK(may(board::InsertText{on.thread, {}, {}, "a"}) == "ok");
    CHECK(verdict(on, Role::Facilitator, op_of(fear)) == "ok");
}

TEST_CASE("a note is a few sentences") {
    Table on;
    const auto note = [&](std::size_t size) {
        return op_of(board::SetSetting{{on.mine, board::SettingKey::Note}, {0, std::string(size, 'x')}});
    };
    CHECK(verdict(on, Role::Facilitator, note(1024)) == "ok");
    CHECK(verdict(on, Role::Facilitator, note(1025)) == "too_large");
    CHECK(verdict(on, Role::Participant, note(5)) == "not_allowed");
}

TEST_CASE("where a card was brought from is said once, in full, by who brought it") {
    Table on;
    const auto origin = [](board::Id item, std::string text) {
        return op_of(board::SetSetting{{item, board::SettingKey::Origin}, {0, std::move(text)}});
    };
    const std::string table = "0123456789abcdef0123456789abcdef";
    const std::string whole = table + " 00000000000000a1-17 Table 2, près de la fenêtre";
    CHECK(verdict(on, Role::Participant, origin(on.mine, whole)) == "ok");
    CHECK(verdict(on, Role::Participant, origin(on.others, whole)) == "not_yours");
    CHECK(verdict(on, Role::Facilitator, origin(on.others, whole)) == "ok");
    for (const std::string& text :
         {std::string(), table, table + " 00000000000000a1-17", table + " 00000000000000a1-17 ",
          table + " 00000000000000a1 Table", table + " 00000000000000a1- Table", table + " 00000000000000a1-0 Table",
          table + " 00000000000000a1-1x Table", table + " 0-17 Table", std::string("0123 00000000000000a1-17 Table"),
          std::string(32, 'X') + " 00000000000000a1-17 Table",
          table + " 00000000000000a1-17 " + std::string(500, 'x')}) {
        CAPTURE(text);
        CHECK(verdict(on, Role::Facilitator, origin(on.mine, text)) == "malformed");
    }
    on.apply({kOther, 5}, board::SetSetting{{on.mine, board::SettingKey::Origin}, {0, whole}});
    CHECK(verdict(on, Role::Participant, origin(on.mine, whole)) == "not_allowed");
    CHECK(verdict(on, Role::Facilitator, origin(on.mine, whole)) == "not_allowed");
}

TEST_CASE("on a locked board participants change nothing, facilitators everything") {
    Table on;
    on.apply({kOther, 5}, board::SetSetting{{board::kNullId, board::SettingKey::Locked}, {1, ""}});
    for (const Row& row : table(on)) {
        INFO(row.name);
        if (row.participant == "ok") {
            CHECK(verdict(on, Role::Participant, op_of(row.body)) == "held");
        }
        CHECK(verdict(on, Role::Facilitator, op_of(row.body)) == row.facilitator);
    }
}

TEST_CASE("nobody signs for another actor, whatever the role") {
    const Table on;
    for (const Row& row : table(on)) {
        INFO(row.name);
        for (const Role role : {Role::Participant, Role::Facilitator, Role::Screen, Role::Observer}) {
            CHECK(verdict(on, role, op_of(row.body, kOther)) == "not_yours");
        }
    }
}

namespace {

workshop::Phase open_phase(workshop::Anonymity level) {
    workshop::Phase phase;
    phase.may = 0xffff;
    phase.anonymity = level;
    return phase;
}

board::AddItem card_of(std::string label) {
    board::AddItem card;
    card.card_kind = board::CardKind::Fear;
    card.organisation = std::move(label);
    return card;
}

struct LabelRow {
    std::string label;
    std::string named, organisation, kind, nothing;  // what becomes of a card with it, by the level of the phase
};

}  // namespace

TEST_CASE("[J5] what a card says of its author is bound by the phase, and hidden authors sign once") {
    const Table on;
    const std::string too_much = "tells_too_much";
    const std::vector<LabelRow> rows = {
        {"Ada \u00b7 ADEME", "ok", too_much, too_much, too_much},
        {"ADEME", "ok", "ok", too_much, too_much},
        {"institution", "ok", "ok", "ok", too_much},
        {"", "ok", "ok", "ok", "ok"},
    };
    for (const LabelRow& row : rows) {
        for (const auto& [level, expected] :
             {std::pair(workshop::Anonymity::Named, row.named),
              std::pair(workshop::Anonymity::Organisation, row.organisation),
              std::pair(workshop::Anonymity::Kind, row.kind), std::pair(workshop::Anonymity::Nothing, row.nothing)}) {
            INFO(row.label << " at " << workshop::anonymity_word(level));
            const workshop::Phase phase = open_phase(level);
            const board::Op op = op_of(card_of(row.label));
            const bool is_hidden = workshop::hides_author(level);
            CHECK(verdict(on, Role::Participant, op, &phase) == (is_hidden ? too_much : expected));
            CHECK(verdict(on, Role::Facilitator, op, &phase) == "ok");
            const auto once = may_submit(Person{Role::Participant, kMe, {}, true}, on.board, &phase, op);
            CHECK((once ? "ok" : error_name(once.error().code)) == expected);
            const board::Op relabel = op_of(board::SetRegister{on.mine, board::Organisation{row.label}});
            const bool is_more = row.label == rows.front().label;  // than "ADEME", from whomever
            CHECK(verdict(on, Role::Participant, relabel, &phase) == (is_more ? too_much : expected));
            CHECK(verdict(on, Role::Facilitator, relabel, &phase) == (is_more ? too_much : "ok"));
        }
    }
}

TEST_CASE(
    "[J5] what was taken away of an author does not come back, and a card made from others says what all of them say") {
    Table on;
    on.apply({kOther, on.board.next_counter(kOther)}, board::SetRegister{on.mine, board::Organisation{"entreprise"}});
    const auto relabel = [&](const char* label) {
        return verdict(on, Role::Facilitator, op_of(board::SetRegister{on.mine, board::Organisation{label}}));
    };
    CHECK(relabel("ADEME") == "tells_too_much");
    CHECK(relabel("institution") == "ok");
    CHECK(relabel("") == "ok");

    const workshop::Phase phase = open_phase(workshop::Anonymity::Nothing);
    board::AddItem merged = card_of("ADEME");
    merged.derivation.sources = {on.others, on.locked};
    on.apply({kOther, on.board.next_counter(kOther)},
             board::SetSetting{{on.locked, board::SettingKey::Locked}, {0, ""}});
    CHECK(verdict(on, Role::Participant, op_of(merged), &phase) == "ok");
    merged.derivation.sources = {on.others, on.mine};
    CHECK(verdict(on, Role::Participant, op_of(merged), &phase) == "tells_too_much");
    merged.organisation = "";
    CHECK(verdict(on, Role::Participant, op_of(merged), &phase) == "ok");
}
