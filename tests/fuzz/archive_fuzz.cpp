// Archives of strangers: an error, or a history that a store takes and that comes out again as the same archive. Few
// changes get past the sums at its end, so single ops are tried as well.
// SPDX-License-Identifier: MIT
#include <sstream>

#include "server/base/check.h"
#include "server/board/codec.h"
#include "server/history/archive.h"
#include "server/history/op_json.h"
#include "storage/memory_store.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(history::recognise_archive(text));
    if (const auto archive = history::read_archive(text)) {
        storage::MemoryStore store;
        if (!archive->records.empty()) {
            ATELIER_CHECK(store.append(archive->records).has_value());
        }
        const BoardId board = parse_board_id(archive->head.at("board").get<std::string>()).value();
        std::ostringstream out;
        const auto end = history::write_archive(store, board, archive->head, history::Ballots::Kept, out);
        ATELIER_CHECK(end && end->hash == archive->end.hash && end->link == archive->end.link);
        ATELIER_CHECK(history::read_archive(out.str()).has_value());
    }
    // A line alone: what comes out of it says the same of itself.
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        return 0;
    }
    if (const auto op = history::op_from_json(json)) {
        const auto again = history::op_from_json(history::op_to_json(*op));
        ATELIER_CHECK(again && *again == *op);
    }
    return 0;
}
