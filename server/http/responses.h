// Answers that need no room: files, health, errors; and the headers that every answer carries.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "server/http/beast.h"
#include "server/http/static_site.h"

namespace atelier::http {

// The page may load its own scripts, styles, images and WebAssembly, talk to its own server, and nothing else.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// Sets the headers that every answer carries, upgrades and errors too.
void set_security_headers(beast::http::fields& headers);

// GET and HEAD of a file; 405 for other methods, 304 when the client has it, 404 without a file.
// `file` outlives the response.
Response make_file_response(const Request& request, const StaticFile* file);
// A line of plain text.
Response make_text_response(const Request& request, Status status, std::string_view text);
// Headers besides those that every answer carries.
using MoreHeaders = std::vector<std::pair<Field, std::string>>;
// A JSON text of that media type.
Response make_json_response(const Request& request, Status status, std::string text, std::string_view type,
                            const MoreHeaders& more = {});

}  // namespace atelier::http
