// SPDX-License-Identifier: MIT
#include "server/http/route.h"

namespace atelier::http {
namespace {

constexpr std::string_view kBoards = "/api/v1/boards/";
constexpr std::size_t kBoardDigits = 32;

Route::Kind board_kind(std::string_view rest) {
    if (rest == "/ws") {
        return Route::Kind::WebSocket;
    }
    if (rest == "/invitation") {
        return Route::Kind::Invitation;
    }
    return rest == "/sync" ? Route::Kind::Sync : Route::Kind::Nothing;
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
            route.kind = board_kind(path.substr(kBoards.size() + kBoardDigits));
            route.board = *board;
        }
    } else if (path.starts_with('/') && !path.starts_with("/api/")) {
        route.kind = Route::Kind::File;
        route.path = path;
    }
    return route;
}

}  // namespace atelier::http
