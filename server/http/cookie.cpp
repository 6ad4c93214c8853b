// SPDX-License-Identifier: MIT
#include "server/http/cookie.h"

#include <algorithm>
#include <chrono>

#include "server/base/limits.h"

namespace atelier::http {
namespace {

constexpr std::string_view kName = "__Host-atelier=";
// No script reads it, and no other site's page sends it.
constexpr std::string_view kTerms = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

std::string made_of(std::string_view value, std::chrono::seconds age) {
    return std::string(kName).append(value).append(kTerms) + std::to_string(age.count());
}

}  // namespace

std::string_view session_cookie(std::string_view header) {
    while (!header.empty()) {
        const std::size_t end = header.find(';');
        const std::string_view pair = header.substr(0, end);
        if (pair.starts_with(kName)) {
            return pair.substr(kName.size());
        }
        header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
        header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
    }
    return {};
}

std::string make_session_cookie(std::string_view token) {
    return made_of(token, limits::kSessionMax);
}

std::string make_gone_cookie() {
    return made_of("", std::chrono::seconds(0));
}

}  // namespace atelier::http
