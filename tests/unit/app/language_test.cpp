// SPDX-License-Identifier: MIT
#include "server/app/language.h"

#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::app;

TEST_CASE("French is what LC_ALL, else LC_MESSAGES, else LANG says") {
    CHECK(language_of({{"LANG", "fr_FR.UTF-8"}}) == Language::French);
    CHECK(language_of({{"LANG", "fr"}}) == Language::French);
    CHECK(language_of({{"LANG", "en_GB.UTF-8"}}) == Language::English);
    CHECK(language_of({{"LANG", "en_GB.UTF-8"}, {"LC_MESSAGES", "fr_BE"}}) == Language::French);
    CHECK(language_of({{"LC_ALL", "C"}, {"LC_MESSAGES", "fr_BE"}}) == Language::English);
}

TEST_CASE("without a locale, or with an empty one, the program speaks English") {
    CHECK(language_of({}) == Language::English);
    CHECK(language_of({{"LC_ALL", ""}, {"LANG", "fr_CA"}}) == Language::French);
}

TEST_CASE("every error code has a sentence in each language") {
    for (int code = 1; code <= static_cast<int>(ErrorCode::Expelled); ++code) {
        const Error error(static_cast<ErrorCode>(code));
        CHECK_FALSE(describe(error, Language::English).empty());
        CHECK_FALSE(describe(error, Language::French).empty());
    }
    CHECK(describe(Error(ErrorCode::NotFound, "board x"), Language::English) == "not found: board x");
    CHECK(describe(Error(ErrorCode::NotFound, "board x"), Language::French) == "introuvable : board x");
}
