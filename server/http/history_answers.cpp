// SPDX-License-Identifier: MIT
#include "server/http/history_answers.h"

#include <memory>
#include <string>
#include <utility>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/history/bookmarks.h"
#include "server/history/cards_json.h"
#include "server/history/picture.h"
#include "server/history/segment.h"
#include "server/history/timeline_reader.h"
#include "server/history/tours.h"
#include "server/http/bearer.h"
#include "server/http/content_encoding.h"
#include "server/http/history_index.h"
#include "server/http/picture_words.h"
#include "server/http/responses.h"
#include "server/http/segment_body.h"
#include "server/http/status.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

std::string_view type_of(Route::Kind kind) noexcept {
    switch (kind) {
        case Route::Kind::History:
        case Route::Kind::Cards: return "application/json";
        case Route::Kind::Picture: return "image/svg+xml";
        default: return "application/octet-stream";
    }
}

// Pieces and pictures change by nothing but what is in the address, who asks, in which language, and how it is packed.
Response make_body(const Request& request, EncodedBody body, Route::Kind kind) {
    const bool is_immutable = kind != Route::Kind::History && kind != Route::Kind::Cards;
    beast::http::response<beast::http::string_body> response(Status::ok, request.version());
    set_security_headers(response);
    response.set(Field::content_type, std::string(type_of(kind)));
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

// What was asked for, by whom: goes to another thread, so it owns what it says.
struct Asked {
    Route route;
    room::BoardListing listing;
    bool sees_all = false;
    std::string accepted;  // codings
    room::Language language = room::Language::French;

    history::SegmentRequest request() const {
        return {route.board, route.after, route.last, sees_all, listing.history};
    }
};

Result<Bytes> make_picture(storage::Store& store, const Asked& asked) {
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, asked.request()));
    storage::Store::ReadBounds one;
    one.ops_max = 1;
    const OpSeq before{asked.route.last.value - (asked.route.last.value > 0 ? 1 : 0)};
    ATELIER_TRY_ASSIGN(const std::vector<storage::Record> records, store.read_log(asked.route.board, before, one));
    const std::string& title = board.title().value;
    const std::int64_t time_ms = records.empty() ? 0 : records.front().server_time_ms;
    history::PictureWords words = picture_words(title.empty() ? asked.listing.title : title, time_ms, asked.language);
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, asked.route.board));
    for (const auto& [item, when] : history::erased_in(stretches)) {
        words.erased.emplace(item, erased_words(when, asked.language));
    }
    return history::draw_board(board, words);
}

// What lies there now: at the end of the log.
Result<Bytes> make_cards(storage::Store& store, const Asked& asked) {
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

Result<Bytes> make(storage::Store& store, const Asked& asked) {
    if (asked.route.kind == Route::Kind::Cards) {
        return make_cards(store, asked);
    }
    if (asked.route.kind == Route::Kind::Segment) {
        ATELIER_TRY_ASSIGN(const history::Segment segment, history::read_segment(store, asked.request()));
        return segment_body(segment);
    }
    if (asked.route.kind == Route::Kind::Picture) {
        return make_picture(store, asked);
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
    Asked asked{route, std::move(bearer->listing), sees_all, std::string(header(request, Field::accept_encoding)),
                room::parse_language(header(request, Field::accept_language))};
    const auto body = std::make_shared<EncodedBody>();
    std::function<Result<void>()> work = [&store = has.store, asked = std::move(asked), body]() -> Result<void> {
        ATELIER_TRY_ASSIGN(Bytes made, make(store, asked));
        *body = encode_body(std::move(made), asked.accepted);
        return {};
    };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(work));
    if (!done) {
        log::info(
            "history_refused",
            {{"board", route.board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        const bool are_too_many =
            done.error().code == ErrorCode::TooMany;  // who look back, all of them: no fault of this one
        co_return make_problem(request, are_too_many ? Status::service_unavailable : status_of(done.error().code),
                               done.error().code);
    }
    co_return make_body(request, std::move(*body), route.kind);
}

bool is_past(Route::Kind kind) noexcept {
    return kind == Route::Kind::History || kind == Route::Kind::Segment || kind == Route::Kind::Picture ||
           kind == Route::Kind::Cards;
}

}  // namespace atelier::http
