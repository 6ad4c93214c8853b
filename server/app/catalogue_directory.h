// The catalogue as rooms see it.
// SPDX-License-Identifier: MIT
#pragma once

#include <unordered_map>

#include "server/app/catalogue.h"
#include "server/room/board_directory.h"

namespace atelier::app {

// A copy made at the start, so that the threads that serve people share nothing that changes: thread-safe without a lock.
class CatalogueDirectory final : public room::BoardDirectory {
public:
    explicit CatalogueDirectory(const Catalogue& catalogue);

    Result<room::BoardListing> find(const BoardId& board) const override;

private:
    std::unordered_map<BoardId, room::BoardListing> listings_;
};

}  // namespace atelier::app
