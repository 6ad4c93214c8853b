// Ops to bytes and back: atelier.v1.OpBatch (proto/atelier/v1/board.proto), with protozero.
// Everything that comes out of decode_batch is within the bounds of limits.h that do not need a board to check:
// ids in range, spans that fit their bodies, well-formed UTF-8, enum values known (a body with others is Unknown).
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "server/board/op.h"

namespace atelier::board {

// Fails with Malformed, TooLarge or BadText; never throws (in wasm, malformed protobuf traps). A body from a newer
// version comes out as Unknown: keep the bytes, not the ops, when they are to be passed on.
Result<std::vector<Op>> decode_batch(BytesView bytes);

// REQUIRES: no Unknown body.
Bytes encode_batch(std::span<const Op> ops);

// A batch that names nobody but its sender may be sent without its table of actors (PROTOCOL.md rule W28): ten bytes less
// of about forty, twice a second, from everybody who types. The view is into `batch`.
BytesView without_table(BytesView batch);
// Puts the table back. A batch that has one stays as it is.
Bytes with_table(BytesView batch, ActorId sender);

// Ids that an op with this body makes (Op::span). DeleteText, Void and Unknown may take more than the 1 given here.
std::uint32_t span_of(const OpBody& body);

}  // namespace atelier::board
