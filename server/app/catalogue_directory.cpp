// SPDX-License-Identifier: MIT
#include "server/app/catalogue_directory.h"

namespace atelier::app {

CatalogueDirectory::CatalogueDirectory(const Catalogue& catalogue) {
    for (const auto& [slug, record] : catalogue.boards()) {
        room::BoardListing listing;
        listing.board = record.id;
        listing.atelier = record.entry.atelier();
        listing.history = record.entry.history();
        listing.title = record.entry.title();
        if (const v1::Atelier* atelier = catalogue.find_atelier(record.entry.atelier())) {
            listing.atelier_title = atelier->title();
            for (const v1::Organisation& organisation : atelier->organisations()) {
                listing.organisations.push_back({organisation.name(), organisation.kind()});
            }
            if (const v1::Programme* programme = catalogue.find_programme(atelier->programme())) {
                listing.programme_title = programme->title();
            }
        }
        listings_.emplace(record.id, std::move(listing));
    }
}

Result<room::BoardListing> CatalogueDirectory::find(const BoardId& board) const {
    const auto found = listings_.find(board);
    if (found == listings_.end()) {
        return Error(ErrorCode::NotFound, "board " + board.text());
    }
    return found->second;
}

}  // namespace atelier::app
