// Programme files of strangers: an error, or boards that load; imported once more they add nothing.
// SPDX-License-Identifier: MIT
#include "server/app/import/programme.h"
#include "server/app/stored_board.h"
#include "server/base/check.h"
#include "storage/memory_store.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const app::SourceText source{"programme.json", {reinterpret_cast<const char*>(data), size}};
    static_cast<void>(app::recognise_programme(source.text));
    app::ImportReport report;
    const auto programme = app::parse_programme(source, report);
    if (!programme) {
        return 0;
    }
    storage::MemoryStore store;
    auto catalogue = app::Catalogue::load(store);
    ATELIER_CHECK(catalogue);
    const app::ProgrammeImport what{*programme, "", 1'767'225'600'000};
    if (!app::import_programme(what, store, *catalogue, report)) {
        return 0;
    }
    app::ImportReport second;
    ATELIER_CHECK(app::import_programme(what, store, *catalogue, second).has_value());
    ATELIER_CHECK(second.boards.size() == report.boards.size());
    for (std::size_t i = 0; i < second.boards.size(); ++i) {
        ATELIER_CHECK(second.boards[i].ops_added == 0 && second.boards[i].hash == report.boards[i].hash);
        const auto stored = app::load_stored_board(store, second.boards[i].id);
        ATELIER_CHECK(stored && stored->state.hash() == report.boards[i].hash);
    }
    return 0;
}
