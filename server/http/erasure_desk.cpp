// SPDX-License-Identifier: MIT
#include "server/http/erasure_desk.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/async/log.h"
#include "server/base/limits.h"
#include "server/history/erasure.h"
#include "server/history/op_json.h"
#include "server/http/audit.h"
#include "server/http/ballots.h"
#include "server/http/bearer.h"
#include "server/http/forgetting.h"
#include "server/http/responses.h"
#include "server/http/room_errand.h"
#include "server/http/status.h"

namespace atelier::http {
namespace {

using Json = nlohmann::json;

// None: the ballots are meant. Nothing when the body names too many, or something else.
std::optional<std::vector<board::Id>> read_items(const std::string& text) {
    const auto body = Json::parse(text, nullptr, false);
    std::vector<board::Id> items;
    if (body.is_object() && body.size() == 1 && body.value("ballots", Json()) == Json(true)) {
        return items;
    }
    if (!body.is_object() || body.size() != 1 || !body.contains("items") || !body["items"].is_array() ||
        body["items"].empty() || body["items"].size() > limits::kErasedAtOnceMax) {
        return std::nullopt;
    }
    for (const Json& name : body["items"]) {
        const auto item = name.is_string() ? history::parse_id(name.get<std::string>()) : std::nullopt;
        if (!item) {
            return std::nullopt;
        }
        items.push_back(*item);
    }
    return items;
}

RoomErrand has_all(std::vector<board::Id> items) {
    return [items = std::move(items)](room::Room& room, const std::function<void(Result<void>)>& done) {
        const bool are_here =
            std::all_of(items.begin(), items.end(), [&](board::Id item) { return room.board().find(item) != nullptr; });
        done(are_here ? Result<void>() : Error(ErrorCode::NotFound, "not on the board"));
    };
}

RoomErrand erase(std::vector<board::Id> items, std::int64_t at_ms) {
    history::Erasures erasures;
    for (const board::Id& item : items) {
        erasures.emplace(item, at_ms);
    }
    return [erasures = std::move(erasures)](room::Room& room, std::function<void(Result<void>)> done) {
        room.erase(erasures, std::move(done));
    };
}

async::Task<Result<void>> erase_items(Worker& here, std::vector<board::Id> items, Deed deed) {
    const BoardId board = deed.board;
    RoomErrand leave_the_present = erase(items, deed.at_ms);
    Result<void> done = co_await ask_room(here, board, has_all(items));
    if (done) {
        done = co_await forget(here, std::move(items), std::move(deed), std::move(leave_the_present));
    }
    co_return done;
}

}  // namespace

async::Task<Response> answer_erasure_desk(Worker& here, Request request, Route route) {
    const Dependencies& has = here.services().dependencies;
    if (request.method() != beast::http::verb::post) {
        co_return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    const Result<Bearer> bearer = read_facilitator(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_refusal(request, bearer.error().code);
    }
    std::optional<std::vector<board::Id>> items = read_items(request.body());
    if (!items) {
        co_return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    if (has.maker == nullptr) {
        co_return make_problem(request, Status::service_unavailable, ErrorCode::Unavailable);
    }
    const std::size_t count = items->size();
    Deed deed{route.board, has.clock.wall_ms(),
              label_of_device(request, here.shard(), route.board, bearer->capability.id),
              count == 0 ? "ballots_erased" : "content_erased", std::to_string(count)};
    Result<void> done;
    if (count == 0) {
        done = co_await erase_ballots(here, std::move(deed));
    } else {
        done = co_await erase_items(here, *std::move(items), std::move(deed));
    }
    if (!done) {
        log::warn(
            "content_not_erased",
            {{"board", route.board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    log::info(count == 0 ? "ballots_erased" : "content_erased",
              {{"board", route.board.text()}, {"items", std::uint64_t{count}}});
    co_return make_json_response(request, Status::no_content, "", "application/json");
}

}  // namespace atelier::http
