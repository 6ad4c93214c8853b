// Stretches of a timeline as bytes: TimelineBlock of history.proto.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "server/base/bytes.h"
#include "server/history/timeline.h"

namespace atelier::history {

Bytes encode_stretch(const Stretch& stretch);

// Nothing when the bytes are not one that this version wrote: it is derived, so it is made again.
std::optional<Stretch> decode_stretch(BytesView bytes);

}  // namespace atelier::history
