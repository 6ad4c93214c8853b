// SPDX-License-Identifier: MIT
#include "server/http/origin.h"

#include <algorithm>

namespace atelier::http {
namespace {

// Hosts and schemes are ASCII and without case.
bool equal_without_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

struct Origin {
    std::string_view scheme;
    std::string_view authority;  // host[:port], the scheme's own port left out
};

// nullopt-like: an empty authority.
Origin parse(std::string_view text) {
    Origin origin;
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos) {
        return origin;
    }
    origin.scheme = text.substr(0, colon);
    const bool is_http = equal_without_case(origin.scheme, "http");
    if (!is_http && !equal_without_case(origin.scheme, "https")) {
        return origin;
    }
    origin.authority = text.substr(colon + 3);
    origin.authority = origin.authority.substr(0, origin.authority.find_first_of("/?#"));
    const std::string_view own_port = is_http ? ":80" : ":443";
    if (origin.authority.ends_with(own_port)) {
        origin.authority.remove_suffix(own_port.size());
    }
    return origin;
}

}  // namespace

bool is_origin_allowed(std::string_view origin, std::string_view host, const OriginPolicy& policy) {
    if (origin.empty()) {
        return true;
    }
    const Origin asked = parse(origin);
    if (asked.authority.empty()) {
        return false;
    }
    if (equal_without_case(asked.authority, host)) {
        return true;
    }
    return std::any_of(policy.allowed.begin(), policy.allowed.end(), [&](const std::string& text) {
        const Origin allowed = parse(text);
        return equal_without_case(asked.scheme, allowed.scheme) &&
               equal_without_case(asked.authority, allowed.authority);
    });
}

std::string origin_of_url(std::string_view url) {
    const Origin origin = parse(url);
    if (origin.authority.empty()) {
        return {};
    }
    return std::string(origin.scheme) + "://" + std::string(origin.authority);
}

}  // namespace atelier::http
