// SPDX-License-Identifier: MIT
#include "server/http/history_answers.h"

#include <memory>
#include <string>
#include <utility>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/history/segment.h"
#include "server/history/timeline_reader.h"
#include "server/http/bearer.h"
#include "server/http/content_encoding.h"
#include "server/http/history_index.h"
#include "server/http/responses.h"
#include "server/http/segment_body.h"

namespace atelier::http {
namespace {

Status status_of(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::NotFound: return Status::not_found;
        case ErrorCode::TooLarge: return Status::bad_request;
        default: return Status::service_unavailable;
    }
}

// Index and piece change by nothing but what is in the address, who asks, and how it is packed.
Response make_body(const Request& request, EncodedBody body, std::string_view type, bool is_immutable) {
    beast::http::response<beast::http::string_body> response(Status::ok, request.version());
    set_security_headers(response);
    response.set(Field::content_type, std::string(type));
    response.set(Field::cache_control, is_immutable ? "private, max-age=31536000, immutable" : "no-store");
    response.set(Field::vary, "Authorization, Accept-Encoding");
    if (!body.encoding.empty()) {
        response.set(Field::content_encoding, std::string(body.encoding));
    }
    response.keep_alive(request.keep_alive());
    response.body() = std::move(body.bytes);
    response.prepare_payload();
    return response;
}

// Runs on the pool, so it owns what it needs.
struct Job {
    storage::Store& store;
    Route route;
    room::BoardListing listing;
    bool sees_all = false;
    std::string accepted;
    EncodedBody body;

    Result<void> run() {
        if (route.kind == Route::Kind::History) {
            ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches,
                               history::read_timeline(store, route.board));
            body = encode_body(history_index(stretches, listing, sees_all), accepted);
            return {};
        }
        const history::SegmentRequest wanted{route.board, route.after, route.last, sees_all, listing.history};
        ATELIER_TRY_ASSIGN(const history::Segment segment, history::read_segment(store, wanted));
        body = encode_body(segment_body(segment), accepted);
        return {};
    }
};

}  // namespace

async::Task<Response> answer_history(const Request& request, const Route& route, Services& services) {
    const Dependencies& has = services.dependencies;
    if (request.method() != beast::http::verb::get) {
        co_return make_text_response(request, Status::method_not_allowed, "only GET and HEAD\n");
    }
    Result<Bearer> bearer = read_bearer(request, route.board, has.directory, has.key, has.clock.wall_ms());
    if (!bearer) {
        co_return make_problem(request, Status::unauthorized, bearer.error().code);
    }
    const bool is_piece = route.kind == Route::Kind::Segment;
    if (is_piece && route.history != bearer->listing.history) {
        co_return make_problem(request, Status::not_found, ErrorCode::NotFound);
    }
    const bool sees_all = bearer->capability.role == workshop::Role::Facilitator;
    const auto job = std::make_shared<Job>(Job{has.store,
                                               route,
                                               std::move(bearer->listing),
                                               sees_all,
                                               std::string(header(request, Field::accept_encoding)),
                                               {}});
    std::function<Result<void>()> work = [job] { return job->run(); };
    const Result<void> done = co_await async::offload(services.history_pool, std::move(work));
    if (!done) {
        log::info(
            "history_refused",
            {{"board", route.board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    co_return make_body(request, std::move(job->body), is_piece ? "application/octet-stream" : "application/json",
                        is_piece);
}

}  // namespace atelier::http
