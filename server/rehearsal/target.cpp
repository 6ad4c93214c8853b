// SPDX-License-Identifier: MIT
#include "server/rehearsal/target.h"

#include <charconv>
#include <optional>
#include <utility>

namespace atelier::rehearsal {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

Error malformed(const char* what) {
    return Error(ErrorCode::Malformed, what);
}

// What follows `prefix`; nothing when it does not start so.
std::optional<std::string_view> behind(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix ? std::optional(text.substr(prefix.size())) : std::nullopt;
}

// Of "b=…&t=…"; empty when it is not there.
std::string_view parameter(std::string_view fragment, std::string_view name) {
    while (!fragment.empty()) {
        const std::string_view part = fragment.substr(0, fragment.find('&'));
        fragment.remove_prefix(std::min(part.size() + 1, fragment.size()));
        if (part.size() > name.size() && part[name.size()] == '=' && part.substr(0, name.size()) == name) {
            return part.substr(name.size() + 1);
        }
    }
    return {};
}

Result<void> read_authority(std::string_view authority, Target& target) {
    // An IPv6 address stands in brackets, and has colons of its own.
    const std::size_t bracket = authority.front() == '[' ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) {
        return malformed("an address that opens a bracket and does not close it");
    }
    const std::size_t colon = authority.find(':', bracket);
    const std::string_view host = authority.substr(0, colon);
    target.host = host.front() == '[' ? host.substr(1, host.size() - 2) : host;
    if (colon != std::string_view::npos) {
        const std::string_view port = authority.substr(colon + 1);
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), target.port);
        if (error != std::errc() || end != port.data() + port.size() || target.port == 0) {
            return malformed("a port that is no number from 1 to 65535");
        }
    }
    return target.host.empty() ? malformed("no host") : Result<void>();
}

bool is_usual(const Target& target) {
    return target.port == (target.tls ? kHttpsPort : kHttpPort);
}

}  // namespace

std::string Target::authority() const {
    const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return is_usual(*this) ? name : name + ':' + std::to_string(port);
}

std::string Target::path() const {
    return "/api/v1/boards/" + board.text() + "/ws";
}

Result<JoinLink> parse_join_link(std::string_view link) {
    JoinLink read;
    const auto secure = behind(link, "https://");
    const auto rest = secure ? secure : behind(link, "http://");
    if (!rest) {
        return malformed("it does not start with https:// or http://");
    }
    read.target.tls = secure.has_value();
    read.target.port = read.target.tls ? kHttpsPort : kHttpPort;
    const std::size_t end = rest->find_first_of("/#");
    const std::size_t hash = rest->find('#');
    if (end == 0 || hash == std::string_view::npos) {
        return malformed(end == 0 ? "no host" : "nothing behind a # (a shell needs quotes around a link)");
    }
    ATELIER_TRY(read_authority(rest->substr(0, end), read.target));
    const std::string_view fragment = rest->substr(hash + 1);
    ATELIER_TRY_ASSIGN(read.target.board, parse_board_id(parameter(fragment, "b")));
    read.token = parameter(fragment, "t");
    if (read.token.empty()) {
        return malformed("no token (t=) behind the #");
    }
    read.target.origin = (secure ? "https://" : "http://") + read.target.authority();
    return read;
}

}  // namespace atelier::rehearsal
