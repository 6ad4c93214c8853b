// What stands in pictures, in French and in English.
// SPDX-License-Identifier: MIT
#include "server/http/picture_words.h"

#include <algorithm>

#include "server/workshop/anonymity.h"
#include "tests/support/catch.h"

using namespace atelier;
using room::Language;

namespace {

constexpr std::int64_t kMorning = 1'662'624'120'000;  // 2022-09-08, 08:02 UTC
constexpr std::int64_t kFirst = 1'664'582'400'000;    // 2022-10-01, 00:00 UTC

}  // namespace

TEST_CASE("a moment is a day in words and a time that says of where it is") {
    CHECK(http::moment_words(kMorning, Language::French) == "8 septembre 2022, 08:02 UTC");
    CHECK(http::moment_words(kMorning, Language::English) == "8 September 2022, 08:02 UTC");
    CHECK(http::moment_words(kFirst, Language::French) == "1er octobre 2022, 00:00 UTC");
    CHECK(http::moment_words(kFirst, Language::English) == "1 October 2022, 00:00 UTC");
    CHECK(http::picture_words("T", 0, Language::French).moment.empty());
}

TEST_CASE("what was removed says so, and when") {
    CHECK(http::erased_words(kFirst, Language::French) == "Contenu retiré le 01/10/2022");
    CHECK(http::erased_words(kFirst, Language::English) == "Content removed on 1 October 2022");
}

TEST_CASE("columns and kinds of organisation have words of their own in each language") {
    const history::PictureWords french = http::picture_words("T", kMorning, Language::French);
    const history::PictureWords english = http::picture_words("T", kMorning, Language::English);
    for (std::size_t i = 0; i + 1 < french.columns.size(); ++i) {  // but for "Solutions"
        CHECK(french.columns.at(i) != english.columns.at(i));
    }
    for (std::size_t i = 0; i < workshop::kOrganisationKinds.size(); ++i) {
        CHECK_FALSE(french.organisation_kinds.at(i).empty());
        CHECK(french.organisation_kinds.at(i) != english.organisation_kinds.at(i));
        CHECK(french.organisation_kinds.at(i) != workshop::kOrganisationKinds.at(i));
    }
}
