// The cookie of a facilitator who has signed in. `__Host-`: browsers take it over TLS alone, for this host alone (RFC 6265bis).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace atelier::http {

// What a Cookie header says of it; empty when it says nothing. Looks into the header.
std::string_view session_cookie(std::string_view header);

// For Set-Cookie: kept for as long as a session can last.
std::string make_session_cookie(std::string_view token);
// For Set-Cookie: gone.
std::string make_gone_cookie();

}  // namespace atelier::http
