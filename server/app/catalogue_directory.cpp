// SPDX-License-Identifier: MIT
#include "server/app/catalogue_directory.h"

#include <algorithm>
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
    if (const Result<BoardId> shared = board_id_from_bytes(record.entry.table_of())) {
        listing.table_of = *shared;
    }
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
    std::vector<std::pair<std::int64_t, BoardId>> tables;  // by when they were made
    for (const auto& [slug, record] : catalogue.boards()) {
        const room::BoardListing listing = listing_of(catalogue, record);
        if (listing.table_of != BoardId{}) {
            tables.emplace_back(record.entry.created_ms(), record.id);
        }
        listings_.emplace(record.id, listing);
    }
    std::sort(tables.begin(), tables.end());
    for (const auto& [when, table] : tables) {
        tables_[listings_.at(table).table_of].push_back(table);
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

std::vector<room::BoardListing> CatalogueDirectory::tables_of(const BoardId& board) const {
    const std::shared_lock lock(mutex_);
    std::vector<room::BoardListing> tables;
    if (const auto found = tables_.find(board); found != tables_.end()) {
        for (const BoardId& table : found->second) {
            const room::BoardListing& listing = listings_.at(table);
            tables.push_back({listing.board,
                              listing.atelier,
                              listing.history,
                              listing.title,
                              listing.atelier_title,
                              listing.programme_title,
                              {},
                              listing.table_of});
        }
    }
    return tables;
}

// REQUIRES: the lock.
Result<bool> CatalogueDirectory::is_new_table(const room::NewBoard& board) const {
    const auto shared = listings_.find(board.origin);
    if (shared != listings_.end() && shared->second.table_of != BoardId{}) {
        return Error(ErrorCode::NotAllowed, "a table has no tables");
    }
    const auto found = tables_.find(board.origin);
    if (found == tables_.end()) {
        return true;
    }
    const auto has_title = [&](const BoardId& table) { return listings_.at(table).title == board.title; };
    if (std::any_of(found->second.begin(), found->second.end(), has_title)) {
        return false;
    }
    return found->second.size() < limits::kTablesMax ? Result<bool>(true)
                                                     : Error(ErrorCode::TooMany, "tables of the board");
}

std::vector<room::BoardListing> CatalogueDirectory::list(const std::vector<std::string>& ateliers,
                                                         std::size_t count_max) const {
    const std::shared_lock lock(mutex_);
    std::vector<std::pair<std::uint32_t, const BoardRecord*>> found;
    for (const auto& [slug, record] : catalogue_.boards()) {
        const std::string& atelier = record.entry.atelier();
        const bool is_wanted =
            ateliers.empty() || std::find(ateliers.begin(), ateliers.end(), atelier) != ateliers.end();
        const bool is_table = listings_.at(record.id).table_of != BoardId{};  // reached from its shared board
        if (is_wanted && !is_table) {
            const v1::Atelier* known = catalogue_.find_atelier(atelier);
            found.emplace_back(known == nullptr ? UINT32_MAX : known->rank(), &record);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    found.resize(std::min(found.size(), count_max));
    std::vector<room::BoardListing> boards;
    boards.reserve(found.size());
    for (const auto& [rank, record] : found) {
        boards.push_back(listings_.at(record->id));
    }
    return boards;
}

std::vector<BoardId> CatalogueDirectory::made_before(std::int64_t time_ms) const {
    const std::shared_lock lock(mutex_);
    std::vector<BoardId> boards;
    for (const auto& [slug, record] : catalogue_.boards()) {
        if (record.entry.created_ms() < time_ms) {
            boards.push_back(record.id);
        }
    }
    return boards;
}

bool CatalogueDirectory::has_atelier(std::string_view slug) const {
    const std::shared_lock lock(mutex_);
    return catalogue_.find_atelier(slug) != nullptr;
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
    if (board.is_table) {
        ATELIER_TRY_ASSIGN(const bool is_new, is_new_table(board));
        if (!is_new) {
            return {};
        }
    }
    Catalogue::NewBoard made;
    made.id = board.board;
    made.slug = free_slug(catalogue_, origin->entry.slug());
    made.atelier = origin->entry.atelier();
    made.title = board.title;
    made.created_ms = board.now_ms;
    if (board.is_table) {
        made.table_of = board.origin;
        // Tables are told in the order in which they were made, also those of one moment.
        if (const auto before = tables_.find(board.origin); before != tables_.end() && !before->second.empty()) {
            const BoardRecord* last = catalogue_.find_board(before->second.back());
            made.created_ms = std::max(made.created_ms, last->entry.created_ms() + 1);
        }
    } else {
        made.origin = board.origin;
        made.origin_position = board.origin_position;
    }
    ATELIER_TRY_ASSIGN(const BoardRecord record, catalogue_.ensure_board(made));
    listings_.emplace(record.id, listing_of(catalogue_, record));
    if (board.is_table) {
        tables_[board.origin].push_back(record.id);
    }
    return {};
}

Result<void> CatalogueDirectory::renew_history(const BoardId& board) {
    const std::unique_lock lock(mutex_);
    ATELIER_TRY(catalogue_.renew_history(board));
    listings_.at(board).history = catalogue_.find_board(board)->entry.history();
    return {};
}

}  // namespace atelier::app
