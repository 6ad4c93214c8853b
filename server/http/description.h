// What this server answers over plain HTTP, as OpenAPI 3.1, inside the binary: proto/openapi.json.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace atelier::http {

extern const std::string_view kDescription;

}  // namespace atelier::http
