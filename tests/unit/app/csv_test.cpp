// SPDX-License-Identifier: MIT
#include "server/app/import/csv.h"

#include <string>
#include <vector>

#include "server/base/random.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::app;

namespace {

using Fields = std::vector<std::string>;

std::vector<CsvRow> read_all(std::string_view text) {
    std::vector<CsvRow> rows;
    CsvReader reader(text);
    while (auto row = reader.next()) {
        rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace

TEST_CASE("rows end with a line feed, a carriage return and line feed, or the end of the file") {
    const auto rows = read_all("a,b\nc,d\r\ne,f");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].fields == Fields{"a", "b"});
    CHECK(rows[1].fields == Fields{"c", "d"});
    CHECK(rows[2].fields == Fields{"e", "f"});
    CHECK(rows[2].line == 3);
}

TEST_CASE("a quoted field may hold commas, doubled quotes and line breaks, and lines still count") {
    const auto rows = read_all("\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\"\nnext");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].fields == Fields{"a,b", "say \"yes\"", "two\nlines"});
    CHECK(rows[0].line == 1);
    CHECK(rows[1].line == 3);
}

TEST_CASE("empty fields are fields, empty lines are not rows") {
    const auto rows = read_all("\n,\n\r\n\"\"\n");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].fields == Fields{"", ""});
    CHECK(rows[0].line == 2);
    CHECK(rows[1].fields == Fields{""});
    CHECK(rows[1].line == 4);
}

TEST_CASE("a byte order mark is not part of the first name") {
    const auto rows = read_all("\xEF\xBB\xBFid,text\n");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].fields == Fields{"id", "text"});
}

TEST_CASE("a row with a quote in the wrong place costs that row alone") {
    const auto rows = read_all("a\nb\"c,d\n\"e\"f\ng\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].fault == CsvFault::QuoteInside);
    CHECK(rows[1].line == 2);
    CHECK(rows[2].fault == CsvFault::TextAfterQuote);
    CHECK(rows[2].line == 3);
    CHECK(rows[3].fields == Fields{"g"});
    CHECK(rows[3].line == 4);
}

TEST_CASE("a quote that is never closed costs its line, not the rest of the file") {
    const auto rows = read_all("a\n\"b\nc\nd\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].fault == CsvFault::NeverClosed);
    CHECK(rows[1].line == 2);
    CHECK(rows[2].fields == Fields{"c"});
    CHECK(rows[3].line == 4);
}

TEST_CASE("a row longer than the bound is refused and reading goes on behind it") {
    const std::string plain(kCsvRowBytesMax + 1, 'x');
    const auto rows = read_all(plain + "\nok\n\"" + plain + "\"\nok\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].fault == CsvFault::TooLong);
    CHECK(rows[1].fields == Fields{"ok"});
    CHECK(rows[2].fault == CsvFault::NeverClosed);
    CHECK(rows[3].line == 4);
}

TEST_CASE("whatever the bytes, reading ends, lines ascend and faulty rows have no fields") {
    SeededRandom random(42);
    constexpr std::string_view kPieces = "\"\",\n\r\nab\xFF";
    std::size_t faults = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::uint64_t length = random.below(40); length > 0; --length) {
            text += kPieces[random.below(kPieces.size())];
        }
        std::size_t line = 0;
        for (const CsvRow& row : read_all(text)) {
            CHECK(row.line > line);
            line = row.line;
            CHECK(row.fields.empty() == (row.fault != CsvFault::None));
            faults += row.fault == CsvFault::None ? 0U : 1U;
        }
    }
    CHECK(faults > 100);
}
