// SPDX-License-Identifier: MIT
#include "server/http/history_answers.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/history/bookmarks.h"
#include "server/history/cards_json.h"
#include "server/history/chapters.h"
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
#include "server/http/while_there.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

std::string_view type_of(const Route& route) noexcept {
    switch (route.kind) {
        case Route::Kind::History:
        case Route::Kind::Cards:
        case Route::Kind::PastCards: return "application/json";
        case Route::Kind::Picture:
        case Route::Kind::Sheet: return is_in_pixels(route) ? "image/png" : "image/svg+xml";
        case Route::Kind::Film: return "image/webp";
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

// What lies there now: at the end of the log; or what lay there at a moment, with when that was.
Result<Bytes> make_cards(storage::Store& store, const PastAsked& asked) {
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, asked.route.board));
    const OpSeq end = stretches.empty() ? OpSeq{0} : stretches.back().last;
    const bool is_then = asked.route.kind == Route::Kind::PastCards;
    history::SegmentRequest moment = asked.request();
    moment.last = is_then ? moment.last : end;
    if (moment.last > end) {
        return Error(ErrorCode::NotFound, "the past does not go so far");
    }
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, moment));
    const std::string& title = board.title().value;
    nlohmann::ordered_json json = {{"board", asked.route.board.text()},
                                   {"title", title.empty() ? asked.listing.title : title}};
    if (is_then) {
        const Result<storage::Record> last = history::record_at(store, asked.route.board, moment.last);
        json["at"] = moment.last.value;
        json["time"] = last ? last->server_time_ms : 0;
    }
    json.update(history::cards_to_json(board, history::erased_in(stretches)));
    return json.dump();
}

Result<Bytes> make_index(storage::Store& store, const PastAsked& asked) {
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, asked.route.board));
    ATELIER_TRY_ASSIGN(const std::vector<history::Bookmark> bookmarks,
                       history::read_bookmarks(store, asked.route.board));
    ATELIER_TRY_ASSIGN(const std::vector<history::Tour> tours, history::read_tours(store, asked.route.board));
    return history_index({stretches, bookmarks, tours, asked.listing.history}, asked.sees_all);
}

Result<EncodedBody> make(storage::Store& store, const PastAsked& asked) {
    if (asked.route.kind == Route::Kind::Segment) {
        ATELIER_TRY_ASSIGN(history::Segment segment, history::read_segment(store, asked.request()));
        return segment_body(std::move(segment), asked.accepted);
    }
    ATELIER_TRY_ASSIGN(Bytes made,
                       asked.route.kind == Route::Kind::History ? make_index(store, asked) : make_cards(store, asked));
    return encode_body(std::move(made), asked.accepted);
}

// Sets the flag when the coroutine that waits ends, cancelled too.
class GivesUp {
public:
    GivesUp() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
    GivesUp(const GivesUp&) = delete;
    GivesUp& operator=(const GivesUp&) = delete;
    ~GivesUp() { *flag_ = true; }
    std::shared_ptr<std::atomic<bool>> flag() const { return flag_; }

private:
    std::shared_ptr<std::atomic<bool>> flag_;
};

// What is in pixels takes so long that who looks back must not wait for it: all of it is made on the thread of pictures.
async::Task<Result<void>> make_picture(Worker& here, Stream& stream, PastAsked asked,
                                       std::shared_ptr<EncodedBody> body) {
    Services& services = here.services();
    async::BlockingPool& pool = is_in_pixels(asked.route) ? services.picture_pool : services.history_pool;
    const GivesUp given_up;
    std::function<Result<void>()> job = [&store = services.dependencies.store, asked = std::move(asked),
                                         body = std::move(body), is_given_up = given_up.flag()]() -> Result<void> {
        ATELIER_TRY_ASSIGN(std::vector<DrawnPicture> pictures, draw_pictures(store, asked, *is_given_up));
        if (is_in_pixels(asked.route)) {
            ATELIER_TRY_ASSIGN(body->bytes, paint_pictures(pictures, asked.route, *is_given_up));
        } else {
            *body = encode_body(std::move(pictures.front().svg), asked.accepted);
        }
        return {};
    };
    async::Task<Result<void>> making = async::offload(pool, std::move(job));
    const std::optional<Result<void>> made = co_await while_there(stream, std::move(making));
    if (!made) {
        co_return Error(ErrorCode::Unavailable, "who asked for a picture is gone");
    }
    co_return *made;
}

}  // namespace

async::Task<Response> answer_history(const Request& request, const Route& route, Worker& here, Stream& stream) {
    const Dependencies& has = here.services().dependencies;
    if (request.method() != beast::http::verb::get) {
        co_return make_text_response(request, Status::method_not_allowed, "only GET and HEAD\n");
    }
    Result<Bearer> bearer = read_bearer(request, route.board, here.token_desk());
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
    Result<void> done;
    if (is_picture(route.kind)) {
        done = co_await make_picture(here, stream, std::move(asked), body);
    } else {
        std::function<Result<void>()> read = [&store = has.store, asked = std::move(asked), body]() -> Result<void> {
            ATELIER_TRY_ASSIGN(*body, make(store, asked));
            return {};
        };
        done = co_await async::offload(here.services().history_pool, std::move(read));
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

}  // namespace atelier::http
