// What was removed for good, by name alone, in a file that backups of the data directory do not have: a directory that was put back
// has what was removed since, and it is removed again before anybody reads (criterion P14).
//
// Thread: one at a time; in the server that of all who look back.
// One JSON object a line: {"board":"<32 hex>","item":"<16 hex>-<n>","at":<ms since 1970>}.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/ids.h"
#include "server/history/erasure.h"
#include "storage/line_file.h"
#include "storage/store.h"

namespace atelier::history {

class ErasureLedger {
public:
    // Makes the file when absent. Blocking. Fails with Io, DiskFull, or Corrupt, which names the line.
    static Result<std::unique_ptr<ErasureLedger>> open(const std::filesystem::path& path);

    // Blocking: they are on disk when it returns. Fails with Io or DiskFull.
    Result<void> add(const BoardId& board, const std::vector<board::Id>& items, std::int64_t at_ms);

    // Begins anew what that store knows nothing of, on boards that it has. How many items. Blocking; fails as the store does.
    Result<std::size_t> begin_forgotten(storage::Store& store, const std::vector<BoardId>& boards) const;

private:
    explicit ErasureLedger(storage::LineFile file) : file_(std::move(file)) {}

    Result<void> read();

    storage::LineFile file_;
    std::map<BoardId, Erasures> read_;  // when it was opened
};

}  // namespace atelier::history
