// CSV of strangers: every row is read or reported, in order; what was read, or anything else, written as RFC 4180 says,
// reads the same.
// SPDX-License-Identifier: MIT
#include <string>
#include <string_view>
#include <vector>

#include "server/app/import/csv.h"
#include "server/base/check.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string written(const std::vector<std::string>& fields) {
    std::string row;
    for (const std::string& field : fields) {
        row += row.empty() ? "\"" : ",\"";
        for (const char c : field) {
            row += c == '"' ? "\"\"" : std::string(1, c);
        }
        row += '"';
    }
    return row + "\r\n";
}

void check_reads(const std::string& text, const Rows& rows) {
    app::CsvReader reader(text);
    for (const std::vector<std::string>& fields : rows) {
        const auto row = reader.next();
        ATELIER_CHECK(row && row->fields == fields);
    }
    ATELIER_CHECK(!reader.next());
}

// Everything that the bytes can be: parted into fields by 0x1f, into rows by 0x1e.
void check_written(std::string_view bytes) {
    Rows rows{{""}};
    for (const char c : bytes) {
        if (c == '\x1e') {
            rows.push_back({""});
        } else if (c == '\x1f') {
            rows.back().emplace_back();
        } else {
            rows.back().back() += c;
        }
    }
    std::string text;
    for (const std::vector<std::string>& fields : rows) {
        text += written(fields);
    }
    check_reads(text, rows);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    app::CsvReader reader(bytes);
    std::size_t line = 0;
    Rows rows;
    std::string again;
    while (const auto row = reader.next()) {
        ATELIER_CHECK(row->line > line);
        line = row->line;
        ATELIER_CHECK((row->fault == app::CsvFault::None) == !row->fields.empty());
        if (row->fault == app::CsvFault::None) {
            again += written(row->fields);
            rows.push_back(row->fields);
        }
    }
    check_reads(again, rows);
    check_written(bytes);
    return 0;
}
