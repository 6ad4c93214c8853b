// The body of a long-poll request or answer: frames one after another, each behind its length as a varint (rule W2).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"

namespace atelier::http {

void append_entry(Bytes& body, BytesView frame);
// The length alone, of an entry that is put behind it in parts.
void append_length(Bytes& body, std::uint64_t length);

// The frames, as views into `body`. Malformed when a length is not one or an entry is cut short. No bound on the size of
// an entry: a frame that is too long is the member session's to refuse (rule W3).
Result<std::vector<BytesView>> split_entries(BytesView body);

}  // namespace atelier::http
