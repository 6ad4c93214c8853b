// What the figures of a dress rehearsal mean: which are fine, which deserve a warning, which are a problem.
// SPDX-License-Identifier: MIT
#include "server/app/rehearse/verdict.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/findings.h"

using namespace atelier;
using namespace atelier::app;
using rehearsal::Figures;

namespace {

Figures good_figures() {
    Figures figures;
    figures.people = figures.joined = figures.there_at_end = 60;
    figures.join_ms.assign(60, 200);
    figures.kept_ms.assign(1000, 40);
    figures.seen_ms.assign(1000, 60);
    figures.same_everywhere = true;
    figures.own_cpu = 0.1;
    return figures;
}

// One change to good figures, and what is then said.
struct Case {
    const char* finding;
    const char* what;
    State state;
    std::function<void(Figures&)> change;
    const char* says;  // somewhere in the English sentence
};

const std::vector<Case> kCases{
    {"came-in", "some hear no", State::Problem,
     [](Figures& f) { f.joined = f.there_at_end = 50, f.last_refusal = "HTTP 403"; },
     "50 of 60 came in; the others heard: HTTP 403"},
    {"came-in", "a queue", State::Warning, [](Figures& f) { f.join_ms.assign(60, 9'000); }, "within 9.0 s"},
    {"came-in", "a long queue", State::Problem, [](Figures& f) { f.join_ms.assign(60, 20'000); }, "within 20.0 s"},
    {"kept", "one in a hundred waits", State::Warning, [](Figures& f) { std::fill_n(f.kept_ms.begin(), 15, 3'000); },
     "after 40 ms half of the time, after 3.0 s"},
    {"kept", "one in a hundred gives up", State::Problem, [](Figures& f) { std::fill_n(f.kept_ms.begin(), 15, 8'000); },
     "after 8.0 s"},
    {"kept", "nothing was written", State::Warning, [](Figures& f) { f.kept_ms.clear(); }, "nothing was measured"},
    {"seen", "slow screens", State::Warning, [](Figures& f) { f.seen_ms.assign(1000, 1'200); }, "after 1.2 s"},
    {"connections", "short cuts", State::Warning, [](Figures& f) { f.cuts = 7, f.longest_absence_ms = 4'000; },
     "7 times a connection was lost, for 4.0 s at most"},
    {"connections", "long cuts", State::Problem, [](Figures& f) { f.cuts = 7, f.longest_absence_ms = 40'000; },
     "for 40.0 s"},
    {"connections", "not back in the end", State::Problem, [](Figures& f) { f.there_at_end = 58; },
     "2 of those who came in"},
    {"nothing-lost", "a card that nobody saw", State::Problem, [](Figures& f) { f.unseen = 1; }, "1 times a card"},
    {"nothing-lost", "boards differ", State::Problem, [](Figures& f) { f.same_everywhere = false; }, "boards differ"},
    {"nothing-lost", "a curtain", State::Ok, [](Figures& f) { f.same_everywhere.reset(); }, "were not compared"},
    {"refused", "too fast", State::Warning, [](Figures& f) { f.refused["too_many"] = 3; }, "too_many 3"},
    {"this-computer", "an old laptop", State::Warning, [](Figures& f) { f.own_cpu = 0.95; }, "95 % of one core"},
};

}  // namespace

TEST_CASE("a good rehearsal says so, question by question and in one sentence") {
    const Figures figures = good_figures();
    const std::vector<Finding> findings = judge(figures);
    CHECK(findings.size() == 7);
    for (const Finding& found : findings) {
        CAPTURE(found.name);
        CHECK(found.state == State::Ok);
        CHECK_FALSE(found.measured.en.empty());
        CHECK_FALSE(found.measured.fr.empty());
    }
    CHECK(conclude(figures, findings).fr == "À 60 personnes, cela marchera.");
}

TEST_CASE("each thing that goes wrong is said, with what to do, and nothing else is") {
    for (const Case& one : kCases) {
        CAPTURE(one.finding, one.what);
        Figures figures = good_figures();
        one.change(figures);
        const std::vector<Finding> findings = judge(figures);
        const Finding& found = test::find(findings, one.finding);
        CHECK(found.state == one.state);
        INFO(found.measured.en);
        CHECK(found.measured.en.find(one.says) != std::string::npos);
        CHECK((found.remedy.en.empty() && found.remedy.fr.empty()) == (one.state == State::Ok));
        CHECK(std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.state != State::Ok; }) ==
              (one.state == State::Ok ? 0 : 1));
        const std::string sentence = conclude(figures, findings).en;
        CHECK(sentence.find(one.state == State::Problem   ? "will not work"
                            : one.state == State::Warning ? "some waiting"
                                                          : "it will work.") != std::string::npos);
    }
}
