// What facilitators did that others may ask about later: entries of the catalogue, read by GET /audit.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/base/ids.h"
#include "server/http/beast.h"
#include "server/room/shard.h"
#include "storage/store.h"

namespace atelier::http {

struct Deed {
    BoardId board;
    std::int64_t at_ms = 0;
    std::string by;     // label of the facilitator's device
    std::string what;   // AuditEntry.what in history.proto
    std::string about;  // the same; names nobody and no content that was taken away
};

// To be kept in the catalogue; entries of a board are in order of time.
storage::Store::Entry audit_entry(const Deed& deed);

// The label of the device that asks. The page says which it is; believed where that device is here by the same link, else
// empty. On the board's thread.
std::string label_of_device(const Request& request, const room::Shard& shard, const BoardId& board, std::uint64_t link);

}  // namespace atelier::http
