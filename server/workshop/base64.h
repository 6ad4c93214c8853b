// Bytes as text, RFC 4648: base64 for files, and base64url without padding for what stands in addresses.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/base/bytes.h"

namespace atelier::workshop {

std::string to_base64(BytesView bytes);
std::string to_base64url(BytesView bytes);

// Nothing for text that is not one; blanks are none either.
std::optional<Bytes> from_base64(std::string_view text);
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace atelier::workshop
