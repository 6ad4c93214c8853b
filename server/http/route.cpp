// SPDX-License-Identifier: MIT
#include "server/http/route.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <system_error>

namespace atelier::http {
namespace {

constexpr std::string_view kBoards = "/api/v1/boards/";
constexpr std::string_view kHistory = "/history";
constexpr std::string_view kFilm = ".webp";
constexpr std::string_view kWidth = "width=";
constexpr std::string_view kLinks = "/links";
constexpr std::string_view kPeople = "/people";
constexpr std::string_view kBookmarks = "/bookmarks";
constexpr std::string_view kTours = "/tours";
constexpr std::size_t kItemDigits = 16;
constexpr std::size_t kBoardDigits = 32;
constexpr std::size_t kHistoryDigits = 16;

// What stands behind a position.
struct Ending {
    std::string_view text;
    Route::Kind kind;
    Route::Format format = Route::Format::Svg;
};
constexpr std::array<Ending, 6> kEndings{{
    {"/phases.svg", Route::Kind::Sheet},
    {"/phases.png", Route::Kind::Sheet, Route::Format::Png},
    {".svg", Route::Kind::Picture},
    {".png", Route::Kind::Picture, Route::Format::Png},
    {".json", Route::Kind::PastCards},
    {"/board", Route::Kind::StartAgain},
}};

std::optional<Ending> ending_of(std::string_view name) {
    const auto* const found = std::find_if(kEndings.begin(), kEndings.end(),
                                           [&](const Ending& ending) { return name.ends_with(ending.text); });
    return found == kEndings.end() ? std::nullopt : std::optional(*found);
}

// The whole of `text` as a number; nothing for anything else.
std::optional<std::uint64_t> number(std::string_view text, int base) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

// "", or "/" and the 16 digits of one.
void read_desk(std::string_view rest, Route::Kind kind, Route& route) {
    if (rest.empty()) {
        route.kind = kind;
        return;
    }
    const bool is_long_enough = rest.size() == 1 + kItemDigits && rest[0] == '/';
    const auto item = is_long_enough ? number(rest.substr(1), 16) : std::nullopt;
    if (item && *item != 0) {
        route.kind = kind;
        route.item = *item;
    }
}

// "width=800", alone; another query is as none, and no width that there is where it names no number.
int read_width(std::string_view query) {
    if (!query.starts_with(kWidth)) {
        return 0;
    }
    constexpr std::uint64_t kNoWidth = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(number(query.substr(kWidth.size()), 10).value_or(kNoWidth), kNoWidth));
}

// "<after>-<last>"
void read_stretch(std::string_view text, Route::Kind kind, Route& route) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) {
        return;
    }
    const auto after = number(text.substr(0, dash), 10);
    const auto last = number(text.substr(dash + 1), 10);
    if (after && last) {
        route.kind = kind;
        route.after = {*after};
        route.last = {*last};
    }
}

// "<16 hex>/<after>-<last>", the same and ".webp", "<16 hex>/<position>" and an ending, as the index names them.
void read_past(std::string_view rest, Route& route) {
    const std::size_t slash = rest.find('/');
    const auto history = number(rest.substr(0, slash), 16);
    if (slash != kHistoryDigits || !history) {
        return;
    }
    route.history = *history;
    const std::string_view name = rest.substr(slash + 1);
    if (const auto ending = ending_of(name)) {
        if (const auto position = number(name.substr(0, name.size() - ending->text.size()), 10)) {
            route.kind = ending->kind;
            route.format = ending->format;
            route.last = {*position};
        }
    } else {
        const bool is_film = name.ends_with(kFilm);
        const std::string_view stretch = is_film ? name.substr(0, name.size() - kFilm.size()) : name;
        read_stretch(stretch, is_film ? Route::Kind::Film : Route::Kind::Segment, route);
    }
}

void read_board_route(std::string_view rest, Route& route) {
    if (rest == "/ws") {
        route.kind = Route::Kind::WebSocket;
    } else if (rest == "/sync") {
        route.kind = Route::Kind::Sync;
    } else if (rest == "/invitation") {
        route.kind = Route::Kind::Invitation;
    } else if (rest == "/organisations") {
        route.kind = Route::Kind::Organisations;
    } else if (rest == "/code") {
        route.kind = Route::Kind::Code;
    } else if (rest == "/recover") {
        route.kind = Route::Kind::Recover;
    } else if (rest == "/places") {
        route.kind = Route::Kind::Places;
    } else if (rest == "/anonymous-cards") {
        route.kind = Route::Kind::LoneCards;
    } else if (rest == "/authorship") {
        route.kind = Route::Kind::Authorship;
    } else if (rest == "/erasures") {
        route.kind = Route::Kind::Erasures;
    } else if (rest == "/phase") {
        route.kind = Route::Kind::Phase;
    } else if (rest == "/tables") {
        route.kind = Route::Kind::Tables;
    } else if (rest == "/tables/now") {
        route.kind = Route::Kind::TablesNow;
    } else if (rest == "/cards") {
        route.kind = Route::Kind::Cards;
    } else if (rest == "/audit") {
        route.kind = Route::Kind::Audit;
    } else if (rest.starts_with(kLinks)) {
        read_desk(rest.substr(kLinks.size()), Route::Kind::Links, route);
    } else if (rest.starts_with(kPeople)) {
        read_desk(rest.substr(kPeople.size()), Route::Kind::People, route);
    } else if (rest.starts_with(kBookmarks)) {
        read_desk(rest.substr(kBookmarks.size()), Route::Kind::Bookmarks, route);
    } else if (rest.starts_with(kTours)) {
        read_desk(rest.substr(kTours.size()), Route::Kind::Tours, route);
    } else if (rest == kHistory) {
        route.kind = Route::Kind::History;
    } else if (rest.starts_with(kHistory) && rest.substr(kHistory.size()).starts_with('/')) {
        read_past(rest.substr(kHistory.size() + 1), route);
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
    } else if (path == "/api/v1/openapi.json") {
        route.kind = Route::Kind::Description;
    } else if (path == "/api/v1/session") {
        route.kind = Route::Kind::Session;
    } else if (path == "/api/v1/sessions") {
        route.kind = Route::Kind::Sessions;
    } else if (path.starts_with(kBoards) && path.size() > kBoards.size() + kBoardDigits) {
        const auto board = parse_board_id(path.substr(kBoards.size(), kBoardDigits));
        if (board) {
            route.board = *board;
            read_board_route(path.substr(kBoards.size() + kBoardDigits), route);
            if (route.format == Route::Format::Png && path.size() < target.size()) {
                route.width = read_width(target.substr(path.size() + 1));
            }
        }
    } else if (path.starts_with('/') && !path.starts_with("/api/")) {
        route.kind = Route::Kind::File;
        route.path = path;
    }
    return route;
}

}  // namespace atelier::http
