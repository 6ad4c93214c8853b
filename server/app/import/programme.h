// Puts a programme into a data directory: catalogue entries, one board an atelier with its cards, and one board of the
// whole programme, because threads and links go across ateliers and every board is a world of its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/app/catalogue.h"
#include "server/app/import/programme_file.h"

namespace atelier::app {

struct ProgrammeImport {
    ProgrammeFile programme;
    std::string only_board;   // slug; empty = all
    std::int64_t now_ms = 0;  // when the import is made; the ops' times: programme_times.h
};

// The slug of the board that holds everything: the programme's, or "<slug>-programme" when an atelier has that one.
std::string programme_board_slug(const ProgrammeFile& programme);

// Adds what is not there yet; what people changed since stays as they left it. A card that a board refuses becomes a
// problem. Fails with NotFound when `only_board` is none of the file's boards, and as the store does.
Result<void> import_programme(const ProgrammeImport& what, storage::Store& store, Catalogue& catalogue,
                              ImportReport& report);

}  // namespace atelier::app
