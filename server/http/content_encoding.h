// Bodies packed for whoever takes them packed.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "server/base/bytes.h"
#include "server/base/result.h"

namespace atelier::http {

struct EncodedBody {
    Bytes bytes;
    std::string_view encoding;  // for Content-Encoding; empty = as it is
};

// Packs with zstd or gzip, whichever `accepted` (an Accept-Encoding header) names, zstd first. Names alone are looked at,
// not weights: whoever names a coding that it refuses gets it. Some 10 ms a megabyte: not on a thread that serves people.
EncodedBody encode_body(Bytes body, std::string_view accepted);

// The same for a body of which a part is one zstd frame already: with zstd it goes as it is, between two others, else it is unpacked
// first. Corrupt when it is none.
Result<EncodedBody> encode_around(Bytes before, BytesView zstd_frame, Bytes behind, std::string_view accepted);

}  // namespace atelier::http
