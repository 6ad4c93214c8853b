// Pictures of a board: what is in them, that they are well-formed whatever people wrote, and that they hide what was hidden.
// SPDX-License-Identifier: MIT
#include "server/history/picture.h"

#include <algorithm>
#include <string>

#include "server/history/segment.h"
#include "tests/property/random_ops.h"
#include "tests/unit/history/day.h"
#include "tests/unit/history/well_formed.h"

using namespace atelier;
using namespace atelier::room;

namespace {

const history::PictureWords kWords{
    "Mobilité & <soir>", "8 septembre 2022", {"Craintes", "Freins", "Besoins", "Récits", "Solutions"}};

bool has(const std::string& svg, const std::string& text) {
    return svg.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a picture shows the cards of each column in their order, and none that is removed or folded") {
    testing::Replica person(1);
    person.add_card("second", CardKind::Need, "a02");
    person.add_card("first", CardKind::Need, "a01");
    const board::Op gone = person.add_card("gone", CardKind::Fear);
    person.commit(board::SetRegister{gone.id, board::Removed{true}});
    const board::Op original = person.add_card("original", CardKind::Story);
    board::AddItem reworded{board::ItemKind::Card, CardKind::Story, {kNullId, "a03", 0, 0}, "Ville", "better"};
    reworded.derivation = {board::DerivedBy::Reword, board::VoteRule::Union, {original.id}};
    person.commit(reworded);
    const board::Op parked = person.add_card("parked", CardKind::Need);
    person.commit(board::SetSetting{{parked.id, SettingKey::Parked}, {1, ""}});
    const board::Op pinned = person.add_card("pinned", CardKind::Need, "a09");
    person.commit(board::SetSetting{{pinned.id, SettingKey::Pinned}, {1, ""}});
    const std::string svg = history::draw_board(person.board, kWords);
    CHECK(svg.find("pinned") < svg.find("first"));
    CHECK_FALSE(has(svg, "parked"));
    CHECK(svg.find("first") < svg.find("second"));
    CHECK(has(svg, "better"));
    CHECK(has(svg, "Ville"));
    CHECK_FALSE(has(svg, "gone"));
    CHECK_FALSE(has(svg, "original"));
    CHECK(has(svg, "Mobilité &amp; &lt;soir&gt;"));
    CHECK(has(svg, "Craintes"));
    CHECK(testing::is_well_formed(svg));
}

TEST_CASE("a kind of organisation is said in the words of whoever looks, a name as it stands") {
    testing::Replica person(1);
    board::AddItem card{board::ItemKind::Card, CardKind::Need, {kNullId, "a01", 0, 0}, "entreprise", "un prix"};
    person.commit(card);
    card.organisation = "Entreprise Duval";
    person.commit(card);
    history::PictureWords words = kWords;
    words.organisation_kinds = {"d’une collectivité", "d’une entreprise", "d’une institution", "d’ailleurs"};
    const std::string svg = history::draw_board(person.board, words);
    CHECK(has(svg, ">d’une entreprise<"));
    CHECK(has(svg, ">Entreprise Duval<"));
    CHECK_FALSE(has(svg, ">entreprise<"));
}

TEST_CASE("long texts end with an ellipsis, long words are broken, long columns say how many cards there are more") {
    testing::Replica person(1);
    person.add_card(std::string(300, 'x') + " " + std::string(2000, 'y'), CardKind::Need, "a01");
    const std::string svg = history::draw_board(person.board, kWords);
    CHECK(has(svg, " …"));
    CHECK_FALSE(has(svg, std::string(40, 'x')));
    for (int i = 0; i < 200; ++i) {
        person.add_card("encore une", CardKind::Need, "a02");
    }
    CHECK(has(history::draw_board(person.board, kWords), ">+ "));
}

TEST_CASE("a picture is well-formed whatever people wrote") {
    SeededRandom random(5);
    testing::Replica person(7);
    for (int i = 0; i < 300; ++i) {
        testing::random_op(person, random);
    }
    person.add_card("</text><script>alert(1)</script> & \" ' < \xEF\xBF\xBF", CardKind::Fear);
    const std::string svg = history::draw_board(person.board, kWords);
    CHECK(testing::is_well_formed(svg));
    CHECK_FALSE(has(svg, "<script"));
    CHECK_FALSE(has(svg, "\xEF\xBF\xBF"));
    // It refers to nothing that a reader would have to fetch.
    for (const char* way : {"href", "url(", "@import", "<image", "<!DOCTYPE"}) {
        CHECK_FALSE(has(svg, way));
    }
}

TEST_CASE("a moment is seen by each as it was then [F3]") {
    Day day(1);
    day.hall.phase(1);
    const Id card = day.hall.ana.add("PLANTED");
    day.hall.settle();
    const OpSeq hidden = day.hall.lead.client.position();
    day.hall.phase(3);
    const OpSeq shown = day.hall.lead.client.position();
    const auto sees = [&](OpSeq position, bool sees_all) {
        return history::board_seen_at(day.hall.world.store, {test_board(), {}, position, sees_all, 99})->find(card) !=
               nullptr;
    };
    CHECK_FALSE(sees(hidden, false));
    CHECK(sees(hidden, true));
    CHECK(sees(shown, false));
    CHECK(history::board_seen_at(day.hall.world.store, {test_board(), {}, {shown.value + 1}, true, 99}).error().code ==
          ErrorCode::NotFound);
}
