// Rows of a Polis export as values, checked one by one.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/app/import/polis.h"

namespace atelier::app {

// Where a row stands, for the problems that show up later.
struct RowPlace {
    const std::string* file = nullptr;  // the SourceText's name: outlives the rows
    std::size_t line = 0;
};

struct PolisStatement {
    RowPlace place;
    std::int64_t time_ms = 0;
    std::uint64_t id = 0;
    bool rejected = false;
    std::string text;
};

struct PolisVote {
    RowPlace place;
    std::int64_t time_ms = 0;
    std::uint64_t statement = 0;
    std::uint64_t voter = 0;
    std::int32_t value = 0;  // +1 agree, 0 pass, -1 disagree
};

// The good rows in the order of the file; bad ones become problems.
std::vector<PolisStatement> read_statements(const SourceText& source, std::int64_t now_ms, ImportReport& report);
std::vector<PolisVote> read_votes(const SourceText& source, std::int64_t now_ms, ImportReport& report);

}  // namespace atelier::app
