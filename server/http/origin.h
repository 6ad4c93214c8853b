// Which pages may talk to this server (rule W4). Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atelier::http {

struct OriginPolicy {
    std::vector<std::string> allowed;  // "https://host[:port]", besides the server's own
};

// True for no origin (not a browser), for the host the request was sent to, and for a configured one. "null" is nobody.
bool is_origin_allowed(std::string_view origin, std::string_view host, const OriginPolicy& policy);

// "https://host:8443/path" -> "https://host:8443"; empty when it is not an http(s) URL.
std::string origin_of_url(std::string_view url);

}  // namespace atelier::http
