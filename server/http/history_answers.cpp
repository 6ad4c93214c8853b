// SPDX-License-Identifier: MIT
#include "server/http/history_answers.h"

#include <memory>
#include <string>
#include <utility>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/history/bookmarks.h"
#include "server/history/cards_json.h"
#include "server/history/segment.h"
#include "server/history/timeline_reader.h"
#include "server/history/tours.h"
#include "server/http/bearer.h"
#include "server/http/content_encoding.h"
#include "server/http/history_index.h"
#include "server/http/past_asked.h"
#include "server/http/pictures.h"
#include "server/http/responses.h"
#include "server/http/segment_body.h"
#include "server/http/status.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

std::string_view type_of(const Route& route) noexcept {
    switch (route.kind) {
        case Route::Kind::History:
        case Route::Kind::Cards: return "application/json";
        case Route::Kind::Picture: return is_in_pixels(route) ? "image/png" : "image/svg+xml";
        default: return "application/octet-stream";
    }
}

// Pieces and pictures change by nothing but what is in the address, who asks, in which language, and how it is packed.
Response make_body(const Request& request, EncodedBody body, const Route& route) {
    const Route::Kind kind = route.kind;
    const bool is_immutable = kind != Route::Kind::History && kind != Route::Kind::Cards;
    beast::http::response<beast::http::string_body> response(Status::ok, request.version());
    set_security_headers(response);
    response.set(Field::content_type, std::string(type_of(route)));
    response.set(Field::cache_control, is_immutable ? "private, max-age=31536000, immutable" : "no-store");
    response.set(Field::vary, "Authorization, Accept-Encoding, Accept-Language");
    if (!body.encoding.empty()) {
        response.set(Field::content_encoding, std::string(body.encoding));
    }
    response.keep_alive(request.keep_alive());
    response.body() = std::move(body.bytes);
    response.prepare_payload();
    return response;
}

// What lies there now: at the end of the log.
Result<Bytes> make_cards(storage::Store& store, const PastAsked& asked) {
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, asked.route.board));
    history::SegmentRequest now = asked.request();
    now.last = stretches.empty() ? OpSeq{0} : stretches.back().last;
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, now));
    const std::string& title = board.title().value;
    nlohmann::ordered_json json = {{"board", asked.route.board.text()},
                                   {"title", title.empty() ? asked.listing.title : title}};
    json.update(history::cards_to_json(board));
    return json.dump();
}

Result<Bytes> make(storage::Store& store, const PastAsked& asked) {
    if (asked.route.kind == Route::Kind::Cards) {
        return make_cards(store, asked);
    }
    if (asked.route.kind == Route::Kind::Segment) {
        ATELIER_TRY_ASSIGN(const history::Segment segment, history::read_segment(store, asked.request()));
        return segment_body(segment);
    }
    if (asked.route.kind == Route::Kind::Picture) {
        return draw_picture(store, asked);
    }
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, asked.route.board));
    ATELIER_TRY_ASSIGN(const std::vector<history::Bookmark> bookmarks,
                       history::read_bookmarks(store, asked.route.board));
    ATELIER_TRY_ASSIGN(const std::vector<history::Tour> tours, history::read_tours(store, asked.route.board));
    return history_index({stretches, bookmarks, tours, asked.listing.history}, asked.sees_all);
}

}  // namespace

async::Task<Response> answer_history(const Request& request, const Route& route, Worker& here) {
    const Dependencies& has = here.services().dependencies;
    if (request.method() != beast::http::verb::get) {
        co_return make_text_response(request, Status::method_not_allowed, "only GET and HEAD\n");
    }
    Result<Bearer> bearer =
        read_bearer(request, route.board, {has.directory, has.key, here.shard().access(), has.clock.wall_ms()});
    if (!bearer) {
        co_return make_problem(request, Status::unauthorized, bearer.error().code);
    }
    if (route.kind != Route::Kind::History && route.kind != Route::Kind::Cards &&
        route.history != bearer->listing.history) {
        co_return make_problem(request, Status::not_found, ErrorCode::NotFound);
    }
    const bool sees_all = bearer->capability.role == workshop::Role::Facilitator;
    PastAsked asked{route, std::move(bearer->listing), sees_all, std::string(header(request, Field::accept_encoding)),
                    room::parse_language(header(request, Field::accept_language))};
    const auto body = std::make_shared<EncodedBody>();
    std::function<Result<void>()> read = [&store = has.store, asked = std::move(asked), body]() -> Result<void> {
        ATELIER_TRY_ASSIGN(Bytes made, make(store, asked));
        *body =
            is_in_pixels(asked.route) ? EncodedBody{std::move(made), ""} : encode_body(std::move(made), asked.accepted);
        return {};
    };
    Result<void> done = co_await async::offload(here.services().history_pool, std::move(read));
    if (done && is_in_pixels(route)) {
        std::function<Result<void>()> paint = [route, body]() -> Result<void> {
            ATELIER_TRY_ASSIGN(body->bytes, paint_picture(body->bytes, route));
            return {};
        };
        done = co_await async::offload(here.services().picture_pool, std::move(paint));
    }
    if (!done) {
        log::info(
            "history_refused",
            {{"board", route.board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        const bool are_too_many =
            done.error().code == ErrorCode::TooMany;  // who look back, all of them: no fault of this one
        co_return make_problem(request, are_too_many ? Status::service_unavailable : status_of(done.error().code),
                               done.error().code);
    }
    co_return make_body(request, std::move(*body), route);
}

bool is_past(Route::Kind kind) noexcept {
    return kind == Route::Kind::History || kind == Route::Kind::Segment || kind == Route::Kind::Picture ||
           kind == Route::Kind::Cards;
}

}  // namespace atelier::http
