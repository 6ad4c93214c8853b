// SPDX-License-Identifier: MIT
#include "server/http/start_again_answer.h"

#include <sodium.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/history/start_again.h"
#include "server/http/bearer.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/status.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;
using Verb = beast::http::verb;

BoardId random_board() {
    BoardId board;
    randombytes_buf(board.bytes.data(), board.bytes.size());
    return board;
}

}  // namespace

async::Task<Response> answer_start_again(Worker& here, Request request, Route route) {
    const Dependencies& has = here.services().dependencies;
    if (request.method() != Verb::post) {
        co_return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    const std::int64_t now_ms = has.clock.wall_ms();
    const Result<Bearer> bearer = read_facilitator(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_refusal(request, bearer.error().code);
    }
    const std::optional<std::string> title = label_in(nlohmann::json::parse(request.body(), nullptr, false), "title");
    if (!title) {
        co_return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    if (route.history != bearer->listing.history || has.maker == nullptr) {
        co_return make_problem(request, Status::not_found, ErrorCode::NotFound);
    }
    const room::NewBoard made{random_board(), *title, route.board, route.last, now_ms};
    // First its history, then its name in the catalogue: what breaks off between is nobody's board.
    std::function<Result<void>()> work = [&has, made]() -> Result<void> {
        ATELIER_TRY(history::start_again(has.store, has.commits,
                                         {made.origin, made.origin_position, made.board, made.title, made.now_ms}));
        return has.maker->make(made);
    };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    if (!done) {
        log::info(
            "start_again_refused",
            {{"board", route.board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    log::info("board_made", {{"board", made.board.text()}, {"origin", route.board.text()}});
    // A right on the whole atelier opens the new board as it is; one on the old board is said again for the new one.
    workshop::Capability right = bearer->capability;
    if (right.board != BoardId{}) {
        right.board = made.board;
    }
    const Json answer{
        {"board", made.board.text()}, {"title", made.title}, {"token", workshop::sign_capability(right, has.key)}};
    co_return make_json_response(request, Status::created, answer.dump(), "application/json");
}

}  // namespace atelier::http
