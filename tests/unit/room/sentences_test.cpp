// SPDX-License-Identifier: MIT
#include "server/room/sentences.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/utf8.h"
#include "tests/support/catch.h"

using namespace atelier;
using room::CloseCode;
using room::Language;

namespace {

std::vector<ErrorCode> all_codes() {
    std::vector<ErrorCode> codes;
    for (int value = static_cast<int>(ErrorCode::Malformed); value <= v1::Reason_MAX; ++value) {
        if (v1::Reason_IsValid(value)) {
            codes.push_back(static_cast<ErrorCode>(value));
        }
    }
    return codes;
}

}  // namespace

TEST_CASE("[W17] every reason has a sentence of its own in French and in English that says what to do") {
    std::set<std::string_view> seen;
    for (const ErrorCode code : all_codes()) {
        CAPTURE(error_name(code));
        for (const Language language : {Language::French, Language::English}) {
            const std::string_view words = room::sentence(code, language);
            CHECK(utf8::is_storable(words));
            CHECK(words.ends_with('.'));
            CHECK(words.find(". ") != std::string_view::npos);  // what happened, then what to do
            CHECK(seen.insert(words).second);
        }
    }
    CHECK(seen.size() == 2 * all_codes().size());
}

TEST_CASE("[W17] French unless English is asked for") {
    CHECK(room::parse_language("en") == Language::English);
    CHECK(room::parse_language("en-GB") == Language::English);
    CHECK(room::parse_language("EN") == Language::English);
    CHECK(room::parse_language("fr-BE") == Language::French);
    CHECK(room::parse_language("") == Language::French);
    CHECK(room::parse_language("e") == Language::French);
    CHECK(room::parse_language("enm") == Language::French);
    CHECK(room::parse_language("de") == Language::French);
}

TEST_CASE("[W24] every reason has its wire number and one of the close codes") {
    const std::set<CloseCode> known{CloseCode::RefusedForGood, CloseCode::FrameTooLarge, CloseCode::Restart,
                                    CloseCode::TryLater};
    for (const ErrorCode code : all_codes()) {
        CAPTURE(error_name(code));
        const v1::Reason reason = room::wire_reason(code);
        REQUIRE(v1::Reason_IsValid(reason));
        std::string name = "REASON_" + std::string(error_name(code));
        for (char& c : name) {
            c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
        CHECK(v1::Reason_Name(reason) == name);
        CHECK(known.count(room::close_code(code)) == 1);
    }
    CHECK(room::close_code(ErrorCode::TooLarge) == CloseCode::FrameTooLarge);
    CHECK(room::close_code(ErrorCode::BadToken) == CloseCode::RefusedForGood);
    CHECK(room::close_code(ErrorCode::TooMany) == CloseCode::TryLater);
    CHECK(room::close_code(ErrorCode::Unavailable) == CloseCode::Restart);
}
