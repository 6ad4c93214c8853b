// A piece of a board's past as bytes: entries as a long-poll body has them (rule W2), told in docs/replay.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "server/base/result.h"
#include "server/history/segment.h"
#include "server/http/content_encoding.h"

namespace atelier::http {

// Where each commit ends and when it was made, as JSON; the keyframe; the commits. Packed as encode_body() does. Corrupt when the
// state was kept packed and does not unpack for whoever takes it otherwise.
Result<EncodedBody> segment_body(history::Segment segment, std::string_view accepted);

}  // namespace atelier::http
