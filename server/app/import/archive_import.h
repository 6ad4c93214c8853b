// A board's history that another directory wrote (`atelier export`, docs/archive.md): back to the same ids, the same hashes and
// the same replay.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/catalogue.h"
#include "server/app/import/polis.h"
#include "server/app/import/report.h"

namespace atelier::app {

// All of it or nothing: the whole file is read and followed before anything is written. Where the board is here already, what
// comes behind its end is added; OutOfOrder when its history is another one. Otherwise fails as read_archive() and the store.
Result<void> import_archive(const SourceText& source, storage::Store& store, Catalogue& catalogue,
                            ImportReport& report);

}  // namespace atelier::app
