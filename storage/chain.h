// The hash chain over a board's log (FORMAT.md F7): what is missing, moved or changed is seen.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::storage {

// Where a log stands: its last position and the chain up to it.
struct Link {
    OpSeq position;
    Chain chain{};
    friend bool operator==(const Link&, const Link&) = default;
};

// The link before the first record of a board. Its chain is the board's id, so that no log passes for another's.
Link origin_link(const BoardId& board);

// The link after a record that follows `before`. REQUIRES: it does follow (see `follows`).
Link next_link(const Link& before, OpSeq first, std::uint32_t op_count, std::int64_t server_time_ms, BytesView batch);

// True when a record of `op_count` ops may stand at `first` behind a log that ends at `head`.
bool follows(OpSeq head, OpSeq first, std::uint32_t op_count) noexcept;

// The link after `append`. Fails with OutOfOrder, naming the board, when it does not follow `head`.
Result<Link> link_append(const Link& head, const Append& append);

// As callers see it: the chain of an empty log is empty.
Head head_of(const Link& link);

BytesView chain_view(const Chain& chain) noexcept;

}  // namespace atelier::storage
