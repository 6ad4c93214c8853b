// A piece of a board's past as bytes: entries as a long-poll body has them (rule W2), told in docs/replay.md.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/bytes.h"
#include "server/history/segment.h"

namespace atelier::http {

// Where each commit ends and when it was made, as JSON; the keyframe; the commits.
Bytes segment_body(const history::Segment& segment);

}  // namespace atelier::http
