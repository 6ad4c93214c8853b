// The Polis export: comments.csv (statements, with their moderation) and votes.csv.
// Statements become cards, votes become ballots in the board's standing poll, rejected statements are removed; each op
// is in the log at the time of its row. A vote later than another of the same person on the same statement replaces it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/app/import/board_writer.h"
#include "server/app/import/report.h"

namespace atelier::app {

// A file's content under the name that problems cite.
struct SourceText {
    std::string name;
    std::string text;
};

struct PolisExport {
    std::vector<SourceText> comments;
    std::vector<SourceText> votes;
    std::int64_t now_ms = 0;  // a row later than this is wrong
};

// Which of the two a CSV text is, by its header.
enum class PolisTable : std::uint8_t { Comments, Votes };
std::optional<PolisTable> recognise_polis_table(std::string_view text);

// Imports what the board does not have yet and adds to the report; rows that cannot be used become problems.
// Fails only when the store does. The caller calls finish().
Result<void> import_polis(const PolisExport& source, BoardWriter& writer, ImportReport& report);

}  // namespace atelier::app
