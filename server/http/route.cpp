// SPDX-License-Identifier: MIT
#include "server/http/route.h"

#include <charconv>
#include <optional>
#include <system_error>

namespace atelier::http {
namespace {

constexpr std::string_view kBoards = "/api/v1/boards/";
constexpr std::string_view kHistory = "/history";
constexpr std::size_t kBoardDigits = 32;
constexpr std::size_t kHistoryDigits = 16;

// The whole of `text` as a number; nothing for anything else.
std::optional<std::uint64_t> number(std::string_view text, int base) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

// "<16 hex>/<after>-<last>", as the index names it.
void read_segment(std::string_view rest, Route& route) {
    const std::size_t slash = rest.find('/');
    const std::size_t dash = rest.find('-');
    if (slash != kHistoryDigits || dash == std::string_view::npos) {
        return;
    }
    const auto history = number(rest.substr(0, slash), 16);
    const auto after = number(rest.substr(slash + 1, dash - slash - 1), 10);
    const auto last = number(rest.substr(dash + 1), 10);
    if (history && after && last) {
        route.kind = Route::Kind::Segment;
        route.history = *history;
        route.after = {*after};
        route.last = {*last};
    }
}

void read_board_route(std::string_view rest, Route& route) {
    if (rest == "/ws") {
        route.kind = Route::Kind::WebSocket;
    } else if (rest == "/sync") {
        route.kind = Route::Kind::Sync;
    } else if (rest == "/invitation") {
        route.kind = Route::Kind::Invitation;
    } else if (rest == kHistory) {
        route.kind = Route::Kind::History;
    } else if (rest.starts_with(kHistory) && rest.substr(kHistory.size()).starts_with('/')) {
        read_segment(rest.substr(kHistory.size() + 1), route);
    }
}

}  // namespace

Route parse_route(std::string_view target) {
    Route route;
    const std::string_view path = target.substr(0, target.find_first_of("?#"));
    if (path == "/healthz") {
        route.kind = Route::Kind::Health;
    } else if (path == "/readyz") {
        route.kind = Route::Kind::Ready;
    } else if (path.starts_with(kBoards) && path.size() > kBoards.size() + kBoardDigits) {
        const auto board = parse_board_id(path.substr(kBoards.size(), kBoardDigits));
        if (board) {
            route.board = *board;
            read_board_route(path.substr(kBoards.size() + kBoardDigits), route);
        }
    } else if (path.starts_with('/') && !path.starts_with("/api/")) {
        route.kind = Route::Kind::File;
        route.path = path;
    }
    return route;
}

}  // namespace atelier::http
