// What an import did, for people and for --json.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/app/language.h"
#include "server/base/ids.h"

namespace atelier::app {

// A row, or an element, that could not be taken; the rest was.
struct ImportProblem {
    std::string file;
    std::size_t line = 0;  // 0: the reason itself says where
    Sentence reason;
};

struct ImportedBoard {
    std::string slug;
    BoardId id;
    std::uint64_t ops_added = 0;
    OpSeq position;
    std::uint64_t hash = 0;
};

struct ImportReport {
    std::uint64_t rows_read = 0;   // good ones: statements, votes, cards, threads, memberships, links
    std::uint64_t rows_known = 0;  // of these, in the log already (or replaced by a later one that is)
    std::vector<ImportedBoard> boards;
    std::vector<ImportProblem> problems;
};

}  // namespace atelier::app
