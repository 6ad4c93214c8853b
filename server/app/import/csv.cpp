// SPDX-License-Identifier: MIT
#include "server/app/import/csv.h"

#include <algorithm>

namespace atelier::app {

CsvReader::CsvReader(std::string_view text) : text_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text_.starts_with(kByteOrderMark)) {
        at_ = kByteOrderMark.size();
    }
}

bool CsvReader::at_line_end() const noexcept {
    return at_ == text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
}

void CsvReader::skip_line_end() noexcept {
    if (at_ < text_.size()) {
        at_ += text_[at_] == '\r' ? 2U : 1U;
        ++line_;
    }
}

std::optional<CsvRow> CsvReader::next() {
    while (at_ < text_.size() && at_line_end()) {
        skip_line_end();
    }
    if (at_ == text_.size()) {
        return std::nullopt;
    }
    const std::size_t start = at_;
    CsvRow row;
    row.line = line_;
    row_end_max_ = std::min(text_.size(), start + kCsvRowBytesMax);
    row.fault = read_fields(row.fields);
    if (row.fault != CsvFault::None) {
        row.fields.clear();
        line_ = row.line;
        at_ = std::min(text_.find('\n', start), text_.size());
    }
    skip_line_end();
    return row;
}

CsvFault CsvReader::read_fields(std::vector<std::string>& fields) {
    for (;;) {
        if (const CsvFault fault = read_field(fields.emplace_back()); fault != CsvFault::None) {
            return fault;
        }
        if (at_line_end()) {
            return CsvFault::None;
        }
        if (text_[at_] != ',') {
            return CsvFault::TextAfterQuote;
        }
        ++at_;
    }
}

CsvFault CsvReader::read_field(std::string& field) {
    if (at_ < text_.size() && text_[at_] == '"') {
        return read_quoted(field);
    }
    const std::size_t start = at_;
    while (!at_line_end() && text_[at_] != ',') {
        if (text_[at_] == '"') {
            return CsvFault::QuoteInside;
        }
        if (at_ >= row_end_max_) {
            return CsvFault::TooLong;
        }
        ++at_;
    }
    field = text_.substr(start, at_ - start);
    return CsvFault::None;
}

CsvFault CsvReader::read_quoted(std::string& field) {
    ++at_;
    while (at_ < row_end_max_) {
        const char c = text_[at_++];
        if (c != '"') {
            line_ += c == '\n' ? 1U : 0U;
            field += c;
        } else if (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            field += '"';
        } else {
            return CsvFault::None;
        }
    }
    return CsvFault::NeverClosed;
}

}  // namespace atelier::app
