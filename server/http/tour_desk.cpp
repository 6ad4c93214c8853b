// SPDX-License-Identifier: MIT
#include "server/http/tour_desk.h"

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/async/offload.h"
#include "server/history/tours.h"
#include "server/http/bearer.h"
#include "server/http/history_index.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/status.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

using Verb = beast::http::verb;

std::optional<history::TourStop> read_stop(const nlohmann::json& json) {
    std::optional<std::string> text = text_in(json, "text");
    if (!text || !is_label(*text) || !json.contains("position") || !json["position"].is_number_unsigned()) {
        return std::nullopt;
    }
    return history::TourStop{{json["position"].get<std::uint64_t>()}, 0, *std::move(text)};
}

// Nothing when the body is none, has no title that can be kept, or no stops or too many.
std::optional<history::Tour> read_body(const std::string& text) {
    const auto body = nlohmann::json::parse(text, nullptr, false);
    std::optional<std::string> title = label_in(body, "title");
    if (!title || !body.contains("stops") || !body["stops"].is_array() || body["stops"].empty() ||
        body["stops"].size() > limits::kTourStopsMax) {
        return std::nullopt;
    }
    history::Tour tour{0, *std::move(title), {}};
    for (const nlohmann::json& json : body["stops"]) {
        std::optional<history::TourStop> stop = read_stop(json);
        if (!stop) {
            return std::nullopt;
        }
        tour.stops.push_back(*std::move(stop));
    }
    return tour;
}

async::Task<Response> keep(Worker& here, const Request& request, BoardId board, std::uint64_t id) {
    std::optional<history::Tour> wanted = read_body(request.body());
    if (!wanted) {
        co_return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    wanted->id = id;
    const auto kept = std::make_shared<history::Tour>(*std::move(wanted));
    storage::Store& store = here.services().dependencies.store;
    std::function<Result<void>()> work = [&store, board, kept]() -> Result<void> {
        ATELIER_TRY_ASSIGN(*kept, history::keep_tour(store, board, *kept));
        return {};
    };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    if (!done) {
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    const Status status = id == 0 ? Status::created : Status::ok;
    co_return make_json_response(request, status, tour_json(*kept).dump(), "application/json");
}

async::Task<Response> remove(Worker& here, const Request& request, BoardId board, std::uint64_t id) {
    storage::Store& store = here.services().dependencies.store;
    std::function<Result<void>()> work = [&store, board, id] { return history::remove_tour(store, board, id); };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    if (!done) {
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    co_return make_json_response(request, Status::no_content, "", "application/json");
}

}  // namespace

async::Task<Response> answer_tour_desk(Worker& here, Request request, Route route) {
    const Verb verb = request.method();
    const bool is_known = route.item == 0 ? verb == Verb::post : verb == Verb::put || verb == Verb::delete_;
    if (!is_known) {
        co_return make_text_response(request, Status::method_not_allowed, "this address does not take that method\n");
    }
    const Result<Bearer> bearer = read_facilitator(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_refusal(request, bearer.error().code);
    }
    if (verb == Verb::delete_) {
        co_return co_await remove(here, request, route.board, route.item);
    }
    co_return co_await keep(here, request, route.board, route.item);
}

}  // namespace atelier::http
