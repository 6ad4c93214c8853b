// SPDX-License-Identifier: MIT
#include "server/app/catalogue_directory.h"

#include <mutex>
#include <string>
#include <utility>

#include "server/app/slug.h"
#include "server/base/limits.h"

namespace atelier::app {
namespace {

room::BoardListing listing_of(const Catalogue& catalogue, const BoardRecord& record) {
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
    return listing;
}

// "lorient-2", "lorient-3": the first that is free.
std::string free_slug(const Catalogue& catalogue, const std::string& origin) {
    constexpr std::size_t kRoom = 8;  // for the number
    for (std::size_t number = 2;; ++number) {
        std::string slug = origin.substr(0, kSlugBytesMax - kRoom) + '-' + std::to_string(number);
        if (catalogue.find_board(slug) == nullptr) {
            return slug;
        }
    }
}

}  // namespace

CatalogueDirectory::CatalogueDirectory(Catalogue& catalogue) : catalogue_(catalogue) {
    for (const auto& [slug, record] : catalogue.boards()) {
        listings_.emplace(record.id, listing_of(catalogue, record));
    }
}

Result<room::BoardListing> CatalogueDirectory::find(const BoardId& board) const {
    const std::shared_lock lock(mutex_);
    const auto found = listings_.find(board);
    if (found == listings_.end()) {
        return Error(ErrorCode::NotFound, "board " + board.text());
    }
    return found->second;
}

Result<void> CatalogueDirectory::make(const room::NewBoard& board) {
    const std::unique_lock lock(mutex_);
    const BoardRecord* origin = catalogue_.find_board(board.origin);
    if (origin == nullptr) {
        return Error(ErrorCode::NotFound, "board " + board.origin.text());
    }
    if (listings_.size() >= limits::kBoardsMax) {
        return Error(ErrorCode::TooMany, "boards of the instance");
    }
    Catalogue::NewBoard made;
    made.id = board.board;
    made.slug = free_slug(catalogue_, origin->entry.slug());
    made.atelier = origin->entry.atelier();
    made.title = board.title;
    made.created_ms = board.now_ms;
    made.origin = board.origin;
    made.origin_position = board.origin_position;
    ATELIER_TRY_ASSIGN(const BoardRecord record, catalogue_.ensure_board(made));
    listings_.emplace(record.id, listing_of(catalogue_, record));
    return {};
}

}  // namespace atelier::app
