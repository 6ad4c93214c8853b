// SPDX-License-Identifier: MIT
#include "server/http/tables_answer.h"

#include <sodium.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/base/limits.h"
#include "server/history/start_table.h"
#include "server/http/bearer.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/status.h"
#include "server/http/worker.h"
#include "server/room/handshake.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;
using Verb = beast::http::verb;

Json named(const room::BoardListing& board) {
    return {{"board", board.board.text()}, {"title", board.title}};
}

// Of a table: its shared board and the tables beside it, as far as the token opens them.
Json boards_together(const room::BoardDirectory& directory, const Bearer& bearer) {
    const BoardId table_of = bearer.listing.table_of;
    const bool is_table = table_of != BoardId{};
    Json answer = Json::object();
    if (is_table) {
        const Result<room::BoardListing> shared = directory.find(table_of);
        if (shared && room::opens(bearer.capability, *shared)) {
            answer["shared"] = named(*shared);
        }
    }
    answer["tables"] = Json::array();
    const std::vector<room::BoardListing> tables = directory.tables_of(is_table ? table_of : bearer.listing.board);
    for (const room::BoardListing& table : tables) {
        if (room::opens(bearer.capability, table)) {
            answer["tables"].push_back(named(table));
        }
    }
    return answer;
}

// {"titles"}: 1 to kTablesMax labels, each once; nothing for another body.
std::optional<std::vector<std::string>> titles_in(const nlohmann::json& body) {
    if (!body.is_object() || !body.contains("titles") || !body["titles"].is_array() || body["titles"].empty() ||
        body["titles"].size() > limits::kTablesMax) {
        return std::nullopt;
    }
    std::vector<std::string> titles;
    for (const nlohmann::json& title : body["titles"]) {
        const bool is_title =
            title.is_string() && !title.get<std::string>().empty() && is_label(title.get<std::string>());
        if (!is_title || std::find(titles.begin(), titles.end(), title.get<std::string>()) != titles.end()) {
            return std::nullopt;
        }
        titles.push_back(title.get<std::string>());
    }
    return titles;
}

// Those that no table has yet.
std::vector<std::string> new_titles(const std::vector<room::BoardListing>& tables, std::vector<std::string> titles) {
    std::erase_if(titles, [&](const std::string& title) {
        return std::any_of(tables.begin(), tables.end(), [&](const auto& table) { return table.title == title; });
    });
    return titles;
}

// Blocking. In their order, which the catalogue keeps.
Result<void> make_tables(const Dependencies& has, const BoardId& shared, const std::vector<std::string>& titles,
                         std::int64_t now_ms) {
    ATELIER_TRY_ASSIGN(const std::string show, history::show_of(has.store, shared));
    for (const std::string& title : titles) {
        room::NewBoard made{{}, title, shared, {}, now_ms, true};
        randombytes_buf(made.board.bytes.data(), made.board.bytes.size());
        // First its history, then its name in the catalogue: what breaks off between is nobody's board.
        ATELIER_TRY(history::start_table(has.commits, {made.board, made.title, show, made.now_ms}));
        ATELIER_TRY(has.maker->make(made));
        log::info("table_made", {{"board", made.board.text()}, {"shared", shared.text()}});
    }
    return {};
}

async::Task<Response> add_tables(Worker& here, Request request, BoardId shared) {
    const Dependencies& has = here.services().dependencies;
    const std::int64_t now_ms = has.clock.wall_ms();
    const Result<Bearer> bearer = read_facilitator(request, shared, here.token_desk());
    if (!bearer) {
        co_return make_refusal(request, bearer.error().code);
    }
    std::optional<std::vector<std::string>> titles = titles_in(nlohmann::json::parse(request.body(), nullptr, false));
    if (!titles) {
        co_return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    if (bearer->listing.table_of != BoardId{} || has.maker == nullptr) {
        co_return make_problem(request, Status::conflict, ErrorCode::NotAllowed);
    }
    const std::vector<room::BoardListing> tables = has.directory.tables_of(shared);
    std::vector<std::string> wanted = new_titles(tables, *std::move(titles));
    if (tables.size() + wanted.size() > limits::kTablesMax) {
        co_return make_problem(request, Status::too_many_requests, ErrorCode::TooMany);
    }
    std::function<Result<void>()> work = [&has, shared, wanted = std::move(wanted), now_ms] {
        return make_tables(has, shared, wanted, now_ms);
    };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    here.shard().tell_tables(shared);  // some may be made where not all are
    if (!done) {
        log::info("tables_refused",
                  {{"board", shared.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    co_return make_json_response(request, Status::created, boards_together(has.directory, *bearer).dump(),
                                 "application/json");
}

}  // namespace

async::Task<Response> answer_tables(Worker& here, Request request, Route route) {
    if (request.method() == Verb::post) {
        co_return co_await add_tables(here, std::move(request), route.board);
    }
    if (request.method() != Verb::get) {
        co_return make_text_response(request, Status::method_not_allowed, "this address takes GET and POST\n");
    }
    const Dependencies& has = here.services().dependencies;
    const Result<Bearer> bearer = read_bearer(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_problem(request, Status::unauthorized, bearer.error().code);
    }
    co_return make_json_response(request, Status::ok, boards_together(has.directory, *bearer).dump(),
                                 "application/json");
}

}  // namespace atelier::http
