// SPDX-License-Identifier: MIT
#include "server/app/import/polis_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <unordered_set>

#include "server/app/import/csv.h"
#include "server/base/limits.h"
#include "server/base/utf8.h"

namespace atelier::app {
namespace {

Sentence fault_sentence(CsvFault fault) {
    switch (fault) {
        case CsvFault::None: break;
        case CsvFault::QuoteInside:
            return {"a quote in a field that is not quoted", "un guillemet dans un champ sans guillemets"};
        case CsvFault::TextAfterQuote: return {"text after a closing quote", "du texte après un guillemet fermant"};
        case CsvFault::NeverClosed: return {"a quote that is never closed", "un guillemet jamais fermé"};
        case CsvFault::TooLong: return {"the row is too long", "la ligne est trop longue"};
    }
    return {};
}

// One table: finds its columns by the header, then hands out rows of the right width.
class Table {
public:
    Table(const SourceText& source, ImportReport& report) : source_(source), report_(report), reader_(source.text) {}

    // False, with a problem for each, when a column is missing.
    bool read_header(std::initializer_list<std::string_view> wanted) {
        const auto header = reader_.next();
        if (header) {
            names_ = header->fields;
        }
        const std::size_t line = header ? header->line : 1;
        for (const std::string_view name : wanted) {
            if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
                complain(line, {"column '" + std::string(name) + "' is missing",
                                "la colonne « " + std::string(name) + " » manque"});
                return false;
            }
        }
        return true;
    }

    // The next row that is CSV and has as many fields as the header.
    bool next() {
        while (auto row = reader_.next()) {
            row_ = std::move(*row);
            if (row_.fault != CsvFault::None) {
                complain(row_.line, fault_sentence(row_.fault));
            } else if (row_.fields.size() != names_.size()) {
                const std::string have = std::to_string(row_.fields.size());
                const std::string want = std::to_string(names_.size());
                complain(row_.line, {have + " columns instead of " + want, have + " colonnes au lieu de " + want});
            } else {
                return true;
            }
        }
        return false;
    }

    const std::string& field(std::string_view name) const {
        const auto found = std::find(names_.begin(), names_.end(), name);
        return row_.fields.at(static_cast<std::size_t>(found - names_.begin()));
    }

    // A whole number within bounds; a problem otherwise.
    template <class Number>
    std::optional<Number> number(std::string_view name, Number least, Number most) {
        const std::string& text = field(name);
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
            // The text itself stays out of the message: it may be anything, also somebody's words.
            const std::string range = std::to_string(least) + ".." + std::to_string(most);
            complain({"column '" + std::string(name) + "' is not a whole number in " + range,
                      "la colonne « " + std::string(name) + " » n'est pas un entier dans " + range});
            return std::nullopt;
        }
        return value;
    }

    RowPlace place() const { return {&source_.name, row_.line}; }
    void complain(const Sentence& reason) { complain(row_.line, reason); }

private:
    void complain(std::size_t line, const Sentence& reason) {
        report_.problems.push_back({source_.name, line, reason});
    }

    const SourceText& source_;
    ImportReport& report_;
    CsvReader reader_;
    std::vector<std::string> names_;
    CsvRow row_;
};

bool check_text(Table& table, const std::string& text) {
    const auto length = utf8::measure(text);
    if (!length) {
        table.complain({"the text is not UTF-8", "le texte n'est pas en UTF-8"});
    } else if (!utf8::is_storable(text)) {
        table.complain({"the text holds a control character", "le texte contient un caractère de contrôle"});
    } else if (length->utf16_units > limits::kTextCharsMax || length->bytes > limits::kInsertBytesMax) {
        table.complain({"the text is too long for a card", "le texte est trop long pour une carte"});
    } else {
        return true;
    }
    return false;
}

}  // namespace

std::vector<PolisStatement> read_statements(const SourceText& source, std::int64_t now_ms, ImportReport& report) {
    std::vector<PolisStatement> statements;
    Table table(source, report);
    if (!table.read_header({"timestamp", "comment-id", "moderated", "comment-body"})) {
        return statements;
    }
    std::unordered_set<std::uint64_t> ids;
    while (table.next()) {
        const auto time_ms = table.number<std::int64_t>("timestamp", 1, now_ms);
        const auto id = time_ms ? table.number<std::uint64_t>("comment-id", 0, UINT32_MAX) : std::nullopt;
        const auto moderated = id ? table.number<int>("moderated", -1, 1) : std::nullopt;
        const std::string& text = table.field("comment-body");
        if (!moderated || !check_text(table, text)) {
            continue;
        }
        if (!ids.insert(*id).second) {
            table.complain({"this comment-id was there before", "ce comment-id a déjà été vu"});
            continue;
        }
        statements.push_back({table.place(), *time_ms, *id, *moderated == -1, text});
    }
    return statements;
}

std::vector<PolisVote> read_votes(const SourceText& source, std::int64_t now_ms, ImportReport& report) {
    std::vector<PolisVote> votes;
    Table table(source, report);
    if (!table.read_header({"timestamp", "comment-id", "voter-id", "vote"})) {
        return votes;
    }
    while (table.next()) {
        const auto time_ms = table.number<std::int64_t>("timestamp", 1, now_ms);
        const auto statement = time_ms ? table.number<std::uint64_t>("comment-id", 0, UINT32_MAX) : std::nullopt;
        const auto voter = statement ? table.number<std::uint64_t>("voter-id", 0, UINT32_MAX) : std::nullopt;
        const auto value = voter ? table.number<std::int32_t>("vote", -1, 1) : std::nullopt;
        if (value) {
            votes.push_back({table.place(), *time_ms, *statement, *voter, *value});
        }
    }
    return votes;
}

std::optional<PolisTable> recognise_polis_table(std::string_view text) {
    CsvReader reader(text.substr(0, 4096));
    const auto header = reader.next();
    if (!header) {
        return std::nullopt;
    }
    const auto has = [&](std::string_view name) {
        return std::find(header->fields.begin(), header->fields.end(), name) != header->fields.end();
    };
    if (has("comment-body")) {
        return PolisTable::Comments;
    }
    if (has("vote") || has("voter-id")) {
        return PolisTable::Votes;
    }
    return std::nullopt;
}

}  // namespace atelier::app
