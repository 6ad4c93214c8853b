// CSV as RFC 4180 says it: quoted fields may hold commas, quotes and line breaks. Strict: what is not CSV is reported
// with its line and reading goes on with the line after, so that one bad row costs one row.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::app {

// Why a row is not CSV.
enum class CsvFault : std::uint8_t {
    None,
    QuoteInside,     // a quote in a field that does not start with one
    TextAfterQuote,  // something between the closing quote and the comma
    NeverClosed,     // a quoted field that does not end before the file does, or within kCsvRowBytesMax
    TooLong,         // over kCsvRowBytesMax
};

inline constexpr std::size_t kCsvRowBytesMax = std::size_t{1024} * 1024;

struct CsvRow {
    std::size_t line = 0;  // of its first character, from 1
    CsvFault fault = CsvFault::None;
    std::vector<std::string> fields;  // empty when there is a fault
};

// Reads rows one after the other. `text` outlives it. Any bytes are fine as input. A byte order mark at the start and
// empty lines are skipped; a lone carriage return is an ordinary character.
class CsvReader {
public:
    explicit CsvReader(std::string_view text);

    // nullopt at the end.
    std::optional<CsvRow> next();

private:
    CsvFault read_fields(std::vector<std::string>& fields);
    CsvFault read_field(std::string& field);
    CsvFault read_quoted(std::string& field);
    bool at_line_end() const noexcept;
    void skip_line_end() noexcept;

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t row_end_max_ = 0;  // no row goes on from here
};

}  // namespace atelier::app
