// Polis exports of strangers, comments and votes parted by a NUL: bad rows are reported, the others make a board that
// loads; imported once more they add nothing.
// SPDX-License-Identifier: MIT
#include "server/app/import/polis.h"
#include "server/app/stored_board.h"
#include "server/base/check.h"
#include "storage/memory_store.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

std::uint64_t imported(const app::PolisExport& source, storage::Store& store, std::uint64_t& hash) {
    auto writer = app::BoardWriter::open(store, BoardId{});
    ATELIER_CHECK(writer);
    app::ImportReport report;
    ATELIER_CHECK(app::import_polis(source, *writer, report).has_value());
    ATELIER_CHECK(writer->finish().has_value());
    hash = writer->state().hash();
    return writer->ops_added();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(app::recognise_polis_table(bytes));
    const std::size_t parted = std::min(bytes.find('\0'), size);
    const std::string_view votes = bytes.substr(std::min(parted + 1, size));
    app::PolisExport source;
    source.comments.push_back({"comments.csv", std::string(bytes.substr(0, parted))});
    source.votes.push_back({"votes.csv", std::string(votes)});
    source.now_ms = 1'767'225'600'000;
    storage::MemoryStore store;
    std::uint64_t hash = 0;
    imported(source, store, hash);
    std::uint64_t again = 0;
    ATELIER_CHECK(imported(source, store, again) == 0 && again == hash);
    const auto stored = app::load_stored_board(store, BoardId{});
    ATELIER_CHECK(stored && stored->state.hash() == hash);
    return 0;
}
