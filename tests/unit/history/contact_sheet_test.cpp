// Contact sheets: a day by its phases, each as it was when it ended, on one sheet that is well-formed whatever people wrote.
// SPDX-License-Identifier: MIT
#include "server/history/contact_sheet.h"

#include <string>
#include <utility>

#include "server/history/card_columns.h"
#include "server/history/chapters.h"
#include "server/history/timeline_reader.h"
#include "tests/support/replica.h"
#include "tests/unit/history/well_formed.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

namespace {

std::vector<history::Chapter> chapters_of(Hall& hall, OpSeq until) {
    const auto stretches = history::read_timeline(hall.world.store, test_board());
    REQUIRE(stretches);
    auto chapters = history::read_chapters(hall.world.store, test_board(), *stretches, until);
    REQUIRE(chapters);
    return *std::move(chapters);
}

history::SheetCell cell(std::string title, int height = 300) {
    return {std::move(title), "08:00", {"<rect width=\"1480\" height=\"10\"/>\n", 1480, height}};
}

std::size_t count(const std::string& svg, const std::string& text) {
    std::size_t found = 0;
    for (std::size_t at = svg.find(text); at != std::string::npos; at = svg.find(text, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("each phase in which something was made is a chapter that ends before the next one began") {
    Hall hall;
    const OpSeq before = hall.lead.client.position();
    hall.phase(1);
    hall.phase(2);  // nothing was made in 1
    hall.ana.add("a");
    hall.settle();
    const OpSeq second = hall.lead.client.position();
    hall.phase(3);
    hall.ana.add("b");
    hall.settle();
    const OpSeq third = hall.lead.client.position();
    hall.phase(0);
    hall.ana.add("c");
    hall.settle();
    const OpSeq last = hall.lead.client.position();
    const auto all = chapters_of(hall, last);
    REQUIRE(all.size() == 4);
    CHECK((all[0].number == 0 && all[0].end == before));  // the run of show itself
    CHECK((all[1].number == 2 && all[1].title == "B" && all[1].end == second));
    CHECK((all[2].number == 3 && all[2].title == "C" && all[2].end == third));
    CHECK((all[3].number == 0 && all[3].end == last));
    // Seen from the middle, what came later is not there.
    const auto some = chapters_of(hall, second);
    REQUIRE(some.size() == 2);
    CHECK(some[1].end == second);
    CHECK(chapters_of(hall, {0}).empty());
}

TEST_CASE("a record is found at each of its positions, and nowhere else") {
    Hall hall;
    hall.ana.add("a");
    hall.settle();
    const OpSeq last = hall.lead.client.position();
    const auto record = history::record_at(hall.world.store, test_board(), last);
    REQUIRE(record);
    CHECK(record->last() == last);
    CHECK(history::record_at(hall.world.store, test_board(), {last.value + 1}).error().code == ErrorCode::NotFound);
    CHECK(history::record_at(hall.world.store, test_board(), {0}).error().code == ErrorCode::NotFound);
}

TEST_CASE("a sheet has a frame for each phase, and its title and moment") {
    std::vector<history::SheetCell> cells;
    for (const std::size_t many : {0U, 1U, 2U, 4U, 5U, 30U}) {
        cells.assign(many, cell("1. <Chacun> & soi"));
        const std::string svg = history::draw_sheet("Mobilité & <soir>", "à la fin", cells);
        CAPTURE(many);
        CHECK(testing::is_well_formed(svg));
        CHECK(count(svg, "rx=\"6\"") == many);
        CHECK(count(svg, ">1. &lt;Chacun&gt; &amp; soi<") == many);
        CHECK(count(svg, ">Mobilité &amp; &lt;soir&gt;<") == 1);
    }
    const std::string long_title = history::draw_sheet("T", "", {cell(std::string(400, 'm'))});
    CHECK(long_title.find("…") != std::string::npos);
}

TEST_CASE("columns of a sheet have an end, and say how many cards there are more") {
    testing::Replica person(1);
    for (int i = 0; i < 100; ++i) {
        person.add_card("encore une", CardKind::Need, "a02");
    }
    const history::Drawing columns = history::draw_columns(person.board, {}, history::kSheetColumnMax);
    CHECK(columns.height <= history::kSheetColumnMax + 44);
    CHECK(columns.svg.find(">+ ") != std::string::npos);
    CHECK(columns.width == 1480);
}
