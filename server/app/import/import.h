// One import, whatever the format: reads the files, tells what they are, writes what is new.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/app/catalogue.h"
#include "server/app/import/report.h"

namespace atelier::app {

struct ImportRequest {
    std::vector<std::string> paths;
    std::string board;    // slug; needed for a Polis export, narrows a programme to one board
    std::string atelier;  // slug of the atelier of a new board; empty = the board's own slug
    std::string title;    // of a new board; empty = the slug
    std::int64_t now_ms = 0;
    Language language = Language::English;  // of Config errors
};

// Fails when a file cannot be read or is of no known format, when --board is needed (Config), and as the store does.
// Rows that could not be taken are in the report.
Result<ImportReport> run_import(const ImportRequest& request, storage::Store& store, Catalogue& catalogue);

// The demonstration programme, when there is no board yet. `demo`: "builtin" or a path.
Result<ImportReport> run_demo_import(const std::string& demo, std::int64_t now_ms, storage::Store& store,
                                     Catalogue& catalogue);

}  // namespace atelier::app
