// A board's whole history as one file of JSON Lines that other programs can read (docs/archive.md), and back again to the
// same ids, the same hashes and the same replay.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "storage/chain.h"
#include "storage/store.h"

namespace atelier::history {

inline constexpr std::string_view kArchiveFormat = "atelier-history/1";

// How an archive ends; what whoever reads it can check.
struct ArchiveEnd {
    std::uint64_t records = 0;
    storage::Link link;      // position, and the chain of FORMAT.md F7
    std::uint64_t hash = 0;  // state hash there
};

// Ballots are signed as their voters' cards are, so an archive that has them ties the two together.
enum class Ballots : std::uint8_t {
    Withheld,  // a Void stands in the place of each; what they come to is told by the tallies, which stay
    Kept,      // the log as it is: to move a board whose vote goes on
};

// Writes `head`, with the format and whether ballots are withheld put in front, then one line a record, then the end. `out`
// is the caller's to check. The end is that of what was written. Blocking. Fails as the store does, and with Corrupt where a
// record cannot be read.
Result<ArchiveEnd> write_archive(storage::Store& store, const BoardId& board, const nlohmann::ordered_json& head,
                                 Ballots ballots, std::ostream& out);

struct Archive {
    nlohmann::ordered_json head;
    std::vector<storage::Append> records;  // for `board`, as they were, without newcomers
    board::Board board;                    // the state they lead to
    ArchiveEnd end;
};

// True when the text begins as one does, of whatever version.
bool recognise_archive(std::string_view text);

// `board` goes into the records and the chain: the id that the head names. Malformed where a line is not one, with its
// number; UnknownType for another version; Corrupt when sums or hashes do not agree; whatever the merge core says of an op.
Result<Archive> read_archive(std::string_view text);

}  // namespace atelier::history
