// The table of docs/links.md is the one the server enforces. The page's copy is compared with the same page (verbs_test.ts).
// SPDX-License-Identifier: MIT
#include "server/workshop/verbs.h"

#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace atelier;
using board::CardKind;
using board::Verb;
using workshop::verbs_between;

namespace {

constexpr std::array kKinds = {CardKind::Fear, CardKind::Barrier, CardKind::Need, CardKind::Story, CardKind::Solution};
constexpr std::array kKindNames = {"fear", "barrier", "need", "story", "solution"};
constexpr std::array kVerbs = {Verb::Answers,     Verb::Blocks,      Verb::Causes,
                               Verb::Illustrates, Verb::Contradicts, Verb::Completes};
constexpr std::array kVerbNames = {"answers", "blocks", "causes", "illustrates", "contradicts", "completes"};

// The cells of a Markdown row, the name of the row first.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream row(line.substr(1));
    for (std::string cell; std::getline(row, cell, '|');) {
        cell.erase(0, cell.find_first_not_of(' '));
        cell.erase(cell.find_last_not_of(' ') + 1);
        cells.push_back(cell);
    }
    return cells;
}

std::vector<std::vector<std::string>> documented_rows() {
    std::ifstream page("docs/links.md");
    REQUIRE(page);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(page, line);) {
        if (line.rfind("| **", 0) == 0) {
            rows.push_back(cells_of(line));
        }
    }
    return rows;
}

std::string words_of(CardKind from, CardKind to) {
    std::string words;
    for (std::size_t i = 0; i < kVerbs.size(); ++i) {
        if (verbs_between(from, to).contains(kVerbs[i])) {
            words += (words.empty() ? "" : ", ") + std::string(kVerbNames[i]);
        }
    }
    return words;
}

}  // namespace

TEST_CASE("every cell of the verbs' table is what the documentation says") {
    const auto rows = documented_rows();
    REQUIRE(rows.size() == kKinds.size());
    for (std::size_t from = 0; from < kKinds.size(); ++from) {
        REQUIRE(rows[from].size() == 1 + kKinds.size());
        CHECK(rows[from][0] == "**" + std::string(kKindNames[from]) + "**");
        for (std::size_t to = 0; to < kKinds.size(); ++to) {
            INFO(kKindNames[from] << " to " << kKindNames[to]);
            CHECK(words_of(kKinds[from], kKinds[to]) == rows[from][1 + to]);
        }
    }
}

TEST_CASE("any two cards can be linked one way or the other") {
    for (const CardKind from : kKinds) {
        for (const CardKind to : kKinds) {
            CHECK(words_of(from, to) + words_of(to, from) != "");
        }
    }
}

TEST_CASE("nothing links what is no kind, and no link is without a verb") {
    for (const CardKind kind : kKinds) {
        CHECK(words_of(kind, CardKind::None).empty());
        CHECK(words_of(CardKind::None, kind).empty());
        for (const auto other : {CardKind::None, static_cast<CardKind>(6)}) {
            CHECK(words_of(other, kind).empty());
        }
        CHECK_FALSE(verbs_between(kind, kind).contains(Verb::None));
        CHECK_FALSE(verbs_between(kind, kind).contains(static_cast<Verb>(7)));
        CHECK_FALSE(verbs_between(kind, kind).contains(static_cast<Verb>(255)));
    }
}
