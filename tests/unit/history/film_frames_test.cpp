// Films: which moments they show, and that their frames are pictures.
// SPDX-License-Identifier: MIT
#include "server/history/film_frames.h"

#include <algorithm>
#include <string>

#include "server/history/picture.h"
#include "tests/support/catch.h"
#include "tests/unit/history/well_formed.h"

using namespace atelier;
using history::Happening;

namespace {

// A minute with an op at each of 1 to `count`, the first phase at 3, the second at 7.
std::vector<history::Stretch> day(std::uint64_t count) {
    history::Stretch stretch;
    stretch.last = {count};
    for (std::uint64_t i = 1; i <= count; ++i) {
        history::Bin bin;
        bin.minute = static_cast<std::int64_t>(i);
        bin.last = {i};
        stretch.bins.push_back(bin);
    }
    for (const auto& [at, number, title] : {std::tuple(3U, 1U, "Chacun"), std::tuple(7U, 2U, "Ensemble")}) {
        history::Mark mark;
        mark.at = {at};
        mark.what = Happening::Phase;
        mark.number = number;
        mark.text = title;
        stretch.marks.push_back(mark);
    }
    return {stretch};
}

}  // namespace

TEST_CASE("a film shows each minute in which something was made, once, with the phase that was on") {
    const auto moments = history::choose_moments(day(10), {0}, {10}, 60);
    REQUIRE(moments.size() == 10);
    CHECK(moments.front().position == OpSeq{1});
    CHECK(moments.back().position == OpSeq{10});
    CHECK(moments[1].phase.empty());
    CHECK((moments[2].phase == "Chacun" && moments[2].number == 1 && moments[2].is_new_phase));
    CHECK((moments[5].phase == "Chacun" && !moments[5].is_new_phase));
    CHECK((moments[9].phase == "Ensemble" && moments[9].number == 2 && !moments[9].is_new_phase));
}

TEST_CASE("a film of a stretch begins behind its start, knows the phase that was on already, and ends with its end") {
    const auto moments = history::choose_moments(day(10), {4}, {8}, 60);
    REQUIRE(moments.size() == 4);
    CHECK(moments.front().position == OpSeq{5});
    CHECK(moments.front().phase == "Chacun");
    CHECK(moments.back().position == OpSeq{8});
    CHECK(history::choose_moments({}, {0}, {5}, 60).size() == 1);
}

TEST_CASE("a long day is told by an even share of its moments, with the last") {
    const auto moments = history::choose_moments(day(5000), {0}, {5000}, 60);
    REQUIRE(moments.size() == 60);
    CHECK(moments.front().position == OpSeq{1});
    CHECK(moments.back().position == OpSeq{5000});
    std::uint64_t widest = 0;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        REQUIRE(moments[i - 1].position < moments[i].position);
        widest = std::max(widest, moments[i].position.value - moments[i - 1].position.value);
    }
    CHECK(widest <= 5000 / 59 + 1);
}

TEST_CASE("a frame is a picture as high as all of its film, with a line that says how far it is") {
    history::PictureWords words;
    words.title = "Mobilité & <soir>";
    const history::Drawing framed = history::frame_board({"", 1480, 300}, words);
    const std::string svg = history::draw_frame(framed, words.title, 900, 0.5);
    CHECK(testing::is_well_formed(svg));
    CHECK(svg.find("viewBox=\"0 0 1544 900\"") != std::string::npos);
    CHECK(svg.find("width=\"772\" height=\"6\"") != std::string::npos);
}
