// What StateDecoder reads items and other things with ids from: their columns, value by value.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"
#include "server/board/columns.h"
#include "server/board/ids.h"
#include "server/board/pbf.h"

namespace atelier::board {

// An actor's later ids are the difference to the one before.
class IdColumnsIn {
public:
    ColumnIn actor, counter;

    // Null when there is no such actor.
    Id next(const pbf::ActorsIn& table);

private:
    std::uint32_t actor_before_ = 0;
    std::uint32_t counter_before_ = 0;  // 0 = none yet
};

struct ItemColumnsIn {
    IdColumnsIn id;
    ColumnIn lamport, kind, card_kind, removed, organisation, parent, order_bytes, x, y, runs;
    ColumnIn written, written_lamport, written_actor;
    std::vector<std::string> organisations{""};
    std::string_view orders;

    // Fails with BadText.
    Result<void> read(pbf::Reader reader);
    bool is_used_up() const;
};

}  // namespace atelier::board
