// The catalogue as rooms see it.
// SPDX-License-Identifier: MIT
#pragma once

#include <shared_mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/app/catalogue.h"
#include "server/room/board_directory.h"

namespace atelier::app {

// A copy made at the start, and what is made later. Thread-safe: who looks shares the lock with everybody who looks.
class CatalogueDirectory final : public room::BoardDirectory, public room::BoardMaker, public room::BoardShelf {
public:
    // From here on nobody else writes to `catalogue`, which outlives this.
    explicit CatalogueDirectory(Catalogue& catalogue);

    Result<room::BoardListing> find(const BoardId& board) const override;
    std::vector<room::BoardListing> tables_of(const BoardId& board) const override;
    // By rank of their ateliers, then by slug.
    std::vector<room::BoardListing> list(const std::vector<std::string>& ateliers,
                                         std::size_t count_max) const override;
    // Those whose catalogue entry is older.
    std::vector<BoardId> made_before(std::int64_t time_ms) const;
    // Also one without a board.
    bool has_atelier(std::string_view slug) const;
    Result<void> make(const room::NewBoard& board) override;
    Result<void> renew_history(const BoardId& board) override;

private:
    // False when there is a table of that title already. Fails as make().
    Result<bool> is_new_table(const room::NewBoard& board) const;

    Catalogue& catalogue_;
    mutable std::shared_mutex mutex_;  // of what is below; `catalogue_` is written under it alone
    std::unordered_map<BoardId, room::BoardListing> listings_;
    std::unordered_map<BoardId, std::vector<BoardId>>
        tables_;  // of a shared board, in the order in which they were made
};

}  // namespace atelier::app
