// SPDX-License-Identifier: MIT
#include "server/app/data_directory.h"

#include <sodium.h>

#include "server/async/log.h"
#include "server/base/check.h"
#include "server/history/erasure.h"

namespace atelier::app {
namespace {

namespace fs = std::filesystem;

// Makes the directory when absent. The permissions of one that is there already are its owner's business.
Result<void> create_private(const fs::path& directory) {
    std::error_code error;
    if (fs::is_directory(directory, error)) {
        return {};
    }
    fs::create_directories(directory, error);
    if (!error) {
        fs::permissions(directory, fs::perms::owner_all, error);
    }
    if (error) {
        return Error(ErrorCode::Io, directory.string() + ": " + error.message());
    }
    return {};
}

Result<void> finish_erasures(storage::Store& store, Catalogue& catalogue, const BoardId& board,
                             const history::Erasures& erasures) {
    ATELIER_TRY(history::append_erasing_ops(store, board, erasures));
    return history::complete_erasures(store, board, erasures, [&] { return catalogue.renew_history(board); });
}

// What was begun before the process ended: before anybody reads.
Result<void> finish_erasures(storage::Store& store, Catalogue& catalogue) {
    ATELIER_TRY_ASSIGN(const auto open, history::open_erasures(store));
    for (const auto& [board, erasures] : open) {
        Result<void> done = finish_erasures(store, catalogue, board, erasures);
        if (!done && (done.error().code == ErrorCode::Io || done.error().code == ErrorCode::DiskFull)) {
            return done;
        }
        if (!done) {  // a board that nobody can read: the others are served
            log::error(
                "content_not_erased",
                {{"board", board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        }
    }
    return {};
}

bool is_within(const fs::path& path, const fs::path& folder) {
    std::error_code ignored;
    const fs::path inner =
        fs::weakly_canonical(path, ignored).lexically_relative(fs::weakly_canonical(folder, ignored));
    return !inner.empty() && *inner.begin() != "..";
}

// Null where none is to be kept.
Result<std::unique_ptr<history::ErasureLedger>> open_ledger(const Config& config, storage::Store& store,
                                                            const Catalogue& catalogue) {
    if (config.erasure_ledger.empty() || config.erasure_ledger == kNoLedger) {
        return std::unique_ptr<history::ErasureLedger>();
    }
    if (is_within(config.erasure_ledger, config.data)) {
        return Error(ErrorCode::Config, "erasure-ledger lies in the data directory: a backup would have it too");
    }
    ATELIER_TRY_ASSIGN(auto ledger, history::ErasureLedger::open(config.erasure_ledger));
    std::vector<BoardId> boards;
    for (const auto& [slug, record] : catalogue.boards()) {
        boards.push_back(record.id);
    }
    ATELIER_TRY_ASSIGN(const std::size_t begun, ledger->begin_forgotten(store, boards));
    if (begun > 0) {
        log::warn("erased_again", {{"items", std::uint64_t{begun}}});
    }
    return ledger;
}

}  // namespace

Result<DataDirectory> open_data_directory(const Config& config, WhenAbsent when_absent) {
    ATELIER_CHECK(sodium_init() >= 0);
    std::error_code ignored;
    if (when_absent == WhenAbsent::Fail && !fs::is_directory(config.data, ignored)) {
        return Error(ErrorCode::NotFound, config.data);
    }
    ATELIER_TRY(create_private(config.data));
    storage::RocksOptions options;
    options.cache_bytes = config.cache_mb * 1024 * 1024;
    ATELIER_TRY_ASSIGN(auto store, storage::RocksStore::open(config.data, options));
    ATELIER_TRY_ASSIGN(Catalogue catalogue, Catalogue::load(*store));
    ATELIER_TRY_ASSIGN(auto erased, open_ledger(config, *store, catalogue));
    ATELIER_TRY(finish_erasures(*store, catalogue));
    return DataDirectory{std::move(store), std::move(catalogue), std::move(erased)};
}

}  // namespace atelier::app
