// SPDX-License-Identifier: MIT
#include "server/http/bookmark_desk.h"

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/async/offload.h"
#include "server/history/bookmarks.h"
#include "server/http/bearer.h"
#include "server/http/history_index.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/status.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

using Verb = beast::http::verb;

struct Wanted {
    OpSeq at;
    std::string name;
};

// Nothing when the body is none, or its name cannot be kept.
std::optional<Wanted> read_body(const std::string& text) {
    const auto body = nlohmann::json::parse(text, nullptr, false);
    std::optional<std::string> name = label_in(body, "name");
    if (!name || !body.contains("position") || !body["position"].is_number_unsigned()) {
        return std::nullopt;
    }
    return Wanted{{body["position"].get<std::uint64_t>()}, *std::move(name)};
}

async::Task<Response> add(Worker& here, const Request& request, BoardId board) {
    std::optional<Wanted> wanted = read_body(request.body());
    if (!wanted) {
        co_return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    const auto made = std::make_shared<history::Bookmark>();
    storage::Store& store = here.services().dependencies.store;
    std::function<Result<void>()> work = [&store, board, wanted = *std::move(wanted), made]() -> Result<void> {
        ATELIER_TRY_ASSIGN(*made, history::add_bookmark(store, board, wanted.at, wanted.name));
        return {};
    };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    if (!done) {
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    co_return make_json_response(request, Status::created, bookmark_json(*made).dump(), "application/json");
}

async::Task<Response> remove(Worker& here, const Request& request, BoardId board, std::uint64_t id) {
    storage::Store& store = here.services().dependencies.store;
    std::function<Result<void>()> work = [&store, board, id] { return history::remove_bookmark(store, board, id); };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    if (!done) {
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    co_return make_json_response(request, Status::no_content, "", "application/json");
}

}  // namespace

async::Task<Response> answer_bookmark_desk(Worker& here, Request request, Route route) {
    const bool is_new = route.item == 0;
    if (request.method() != (is_new ? Verb::post : Verb::delete_)) {
        co_return make_text_response(request, Status::method_not_allowed, "this address does not take that method\n");
    }
    const Result<Bearer> bearer = read_facilitator(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_refusal(request, bearer.error().code);
    }
    if (is_new) {
        co_return co_await add(here, request, route.board);
    }
    co_return co_await remove(here, request, route.board, route.item);
}

}  // namespace atelier::http
