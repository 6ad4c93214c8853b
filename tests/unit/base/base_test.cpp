// SPDX-License-Identifier: MIT
#include <cstdint>
#include <limits>
#include <set>
#include <string>

#include "server/base/bytes.h"
#include "server/base/error.h"
#include "server/base/ids.h"
#include "server/base/random.h"
#include "server/base/result.h"
#include "server/base/utf8.h"
#include "tests/support/catch.h"

namespace atelier {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) {
        return Error(ErrorCode::Malformed, "odd");
    }
    return number / 2;
}

Result<int> quarter(int number) {
    ATELIER_TRY_ASSIGN(const int once, half(number));
    return half(once);
}

}  // namespace

TEST_CASE("UTF-8 is measured in bytes, code points and UTF-16 units") {
    const auto length = utf8::measure("aé€🌱");
    REQUIRE(length);
    CHECK(length->bytes == 10);
    CHECK(length->code_points == 4);
    CHECK(length->utf16_units == 5);
    CHECK(utf8::measure("")->bytes == 0);
}

TEST_CASE("what is not well-formed UTF-8 has no length") {
    const std::string bad[] = {"\x80",
                               "\xc0\xaf",
                               "\xc3",
                               "\xe0\x9f\xbf",
                               "\xed\xa0\x80",
                               "\xed\xbf\xbf",
                               "\xf0\x8f\xbf\xbf",
                               "\xf4\x90\x80\x80",
                               "\xf8\x88",
                               "a\xff"};
    for (const std::string& text : bad) {
        INFO(to_hex(text));
        CHECK_FALSE(utf8::measure(text));
        CHECK_FALSE(utf8::is_storable(text));
    }
    CHECK(utf8::measure("\xed\x9f\xbf"));      // the last before the surrogates
    CHECK(utf8::measure("\xf4\x8f\xbf\xbf"));  // U+10FFFF
}

TEST_CASE("[M12] control characters are not stored, but tab and line ends are") {
    CHECK(utf8::is_storable("a\tb\r\nc"));
    CHECK_FALSE(utf8::is_storable(std::string(1, '\0')));
    CHECK_FALSE(utf8::is_storable("\x1b[31m"));
    CHECK_FALSE(utf8::is_storable("\x7f"));
    CHECK_FALSE(utf8::is_storable("\xc2\x80"));
    CHECK_FALSE(
        utf8::is_storable("a\xc2\x9f"
                          "b"));
    CHECK(utf8::is_storable("\xc2\xa0\xc3\x80\xc3\x9f"));  // their last bytes are like those of the second set
}

TEST_CASE("a result is a value or an error, and passes errors on") {
    CHECK(quarter(12).value() == 3);
    CHECK(quarter(6).error().code == ErrorCode::Malformed);
    CHECK(quarter(7).error().detail == "odd");
    CHECK(Result<void>());
    CHECK_FALSE(Result<void>(Error(ErrorCode::Io)));
}

TEST_CASE("every error code has a name of its own") {
    std::set<std::string_view> names;
    for (int code = 1; code <= static_cast<int>(ErrorCode::Expelled); ++code) {
        names.insert(error_name(static_cast<ErrorCode>(code)));
    }
    CHECK(names.size() == static_cast<std::size_t>(ErrorCode::Expelled));
}

TEST_CASE("a board id survives its text, and other texts are refused") {
    const std::string text = "00112233445566778899aabbccddeeff";
    const auto id = parse_board_id(text);
    REQUIRE(id);
    CHECK(id->text() == text);
    CHECK(*board_id_from_bytes(id->view()) == *id);
    CHECK_FALSE(parse_board_id("00112233445566778899aabbccddeef"));
    CHECK_FALSE(parse_board_id("00112233445566778899aabbccddeefg"));
    CHECK_FALSE(parse_board_id("00112233445566778899AABBCCDDEEFF"));
    CHECK_FALSE(board_id_from_bytes("short"));
}

TEST_CASE("a number is written in decimal as the standard library writes it") {
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t number :
         {Limits::min(), Limits::min() + 1, std::int64_t{-10}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{9},
          std::int64_t{10}, std::int64_t{1099511627776}, Limits::max()}) {
        CHECK(to_decimal(number) == std::to_string(number));
    }
}

TEST_CASE("one seed gives one sequence") {
    SeededRandom a(5);
    SeededRandom b(5);
    SeededRandom c(6);
    CHECK(a.next() == b.next());
    CHECK(a.next() != c.next());
}

}  // namespace atelier
