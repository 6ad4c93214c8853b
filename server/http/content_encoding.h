// Bodies packed for whoever takes them packed.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "server/base/bytes.h"

namespace atelier::http {

struct EncodedBody {
    Bytes bytes;
    std::string_view encoding;  // for Content-Encoding; empty = as it is
};

// Packs with zstd or gzip, whichever `accepted` (an Accept-Encoding header) names, zstd first. Names alone are looked at,
// not weights: whoever names a coding that it refuses gets it. Some 10 ms a megabyte: not on a thread that serves people.
EncodedBody encode_body(Bytes body, std::string_view accepted);

}  // namespace atelier::http
