// SPDX-License-Identifier: MIT
#include "server/http/http_connection.h"

#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <chrono>
#include <utility>

#include "server/base/check.h"
#include "server/base/limits.h"
#include "server/http/account_desk.h"
#include "server/http/bearer.h"
#include "server/http/bookmark_desk.h"
#include "server/http/description.h"
#include "server/http/door_desk.h"
#include "server/http/erasure_desk.h"
#include "server/http/history_answers.h"
#include "server/http/link_desk.h"
#include "server/http/lone_desk.h"
#include "server/http/places_answer.h"
#include "server/http/responses.h"
#include "server/http/route.h"
#include "server/http/start_again_answer.h"
#include "server/http/tables_answer.h"
#include "server/http/tables_now.h"
#include "server/http/tour_desk.h"
#include "server/http/websocket_session.h"

namespace atelier::http {
namespace {

constexpr auto kRestFromPipelining = std::chrono::milliseconds(10);  // between requests that wait for no answer

// Answered on the board's thread.
bool needs_board(Route::Kind kind) {
    switch (kind) {
        case Route::Kind::WebSocket:
        case Route::Kind::Sync:
        case Route::Kind::Invitation:
        case Route::Kind::Links:
        case Route::Kind::People:
        case Route::Kind::Audit:
        case Route::Kind::Organisations:
        case Route::Kind::Code:
        case Route::Kind::LoneCards:
        case Route::Kind::Authorship:
        case Route::Kind::Erasures:
        case Route::Kind::Phase:
        case Route::Kind::Recover:
        case Route::Kind::Tables: return true;
        case Route::Kind::Session:
        case Route::Kind::Sessions:
        case Route::Kind::Health:
        case Route::Kind::Ready:
        case Route::Kind::Description:
        case Route::Kind::Places:
        case Route::Kind::TablesNow:
        case Route::Kind::Cards:
        case Route::Kind::PastCards:
        case Route::Kind::History:
        case Route::Kind::Segment:
        case Route::Kind::Picture:
        case Route::Kind::Sheet:
        case Route::Kind::Film:
        case Route::Kind::StartAgain:
        case Route::Kind::Bookmarks:
        case Route::Kind::Tours:
        case Route::Kind::File:
        case Route::Kind::Nothing: break;
    }
    return false;
}

bool is_of_accounts(Route::Kind kind) {
    return kind == Route::Kind::Session || kind == Route::Kind::Sessions;
}

class HttpConnection final : public OpenConnection {
public:
    HttpConnection(Worker& here, Handover& arrival)
        : here_(here),
          services_(here.services()),
          counted_(arrival.take_counted()),
          stream_(arrival.take_socket(here.executor())),
          buffer_(std::move(arrival.buffer)) {
        here_.add(*this);
    }
    ~HttpConnection() override { here_.remove(*this); }

    void on_stop() override {
        if (is_idle_) {
            cut();
        }
    }
    void cut() override { stream_.close(); }

    async::Task<void> run(std::optional<Request> first);

private:
    // The next request; nullopt when the peer is gone, late, or not speaking HTTP. Answers what is too large.
    async::Task<std::optional<Request>> read_request();
    async::Task<Response> answer(const Request& request, const Route& route);
    // What concerns boards and accounts: of pages that may talk to this server.
    async::Task<Response> answer_at_desk(const Request& request, const Route& route);
    async::Task<Response> answer_poll(const Request& request, const Route& route);
    async::Task<Response> answer_ready(const Request& request);
    // No browser and no proxy sends its next request before it has the answer: who does is answered, and others in between.
    async::Task<void> rest();
    // False when the connection is over.
    async::Task<bool> write(Response response);
    bool is_from_allowed_page(const Request& request) const {
        return is_origin_allowed(header(request, Field::origin), header(request, Field::host), services_.origins);
    }
    // The thread on which it is answered.
    Worker& place_of(const Route& route) const {
        if (route.kind == Route::Kind::Recover) {  // attempts are counted over all boards that belong together
            const Result<room::BoardListing> board = services_.dependencies.directory.find(route.board);
            return services_.worker_of(board ? room::home_board(*board) : route.board);
        }
        if (needs_board(route.kind)) {
            return services_.worker_of(route.board);
        }
        return is_of_accounts(route.kind) ? services_.worker_of_accounts() : here_;
    }
    void move_to(Worker& there, Request request);

    Worker& here_;
    Services& services_;
    std::unique_ptr<CountedConnection> counted_;
    Stream stream_;
    beast::flat_buffer buffer_;
    bool is_idle_ = false;  // waits for the first byte of a request
};

async::Task<void> HttpConnection::run(std::optional<Request> first) {
    std::optional<Request> request = std::move(first);
    bool is_open = stream_.socket().is_open();
    while (is_open) {
        if (!request) {
            request = co_await read_request();
        }
        if (!request) {
            break;
        }
        const Route route = parse_route(std::string_view(request->target().data(), request->target().size()));
        Worker& there = place_of(route);
        if (&there != &here_) {
            move_to(there, *std::move(request));
            co_return;
        }
        const bool is_upgrade = route.kind == Route::Kind::WebSocket && beast::websocket::is_upgrade(*request);
        if (is_upgrade && is_from_allowed_page(*request) && buffer_.size() == 0 && !services_.is_stopping) {
            here_.remove(*this);
            buffer_.shrink_to_fit();  // for as long as the session lives
            co_await serve_websocket(here_, std::move(stream_), *std::move(request), route.board);
            co_return;
        }
        Response response = co_await answer(*request, route);
        is_open = co_await write(std::move(response));
        request.reset();
        if (is_open && buffer_.size() > 0) {
            co_await rest();
        }
    }
    boost::system::error_code ignored;
    stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
}

async::Task<void> HttpConnection::rest() {
    async::Timer timer(here_.executor());
    timer.expires_after(kRestFromPipelining);
    co_await timer.async_wait(async::use_task_tuple);
}

void HttpConnection::move_to(Worker& there, Request request) {
    auto handover = std::make_unique<Handover>(stream_.release_socket(), std::move(counted_));
    handover->buffer = std::move(buffer_);
    handover->request = std::move(request);
    there.post_connection(std::move(handover));
}

async::Task<std::optional<Request>> HttpConnection::read_request() {
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits::kHttpHeaderBytesMax));
    parser.body_limit(LongPollTable::kBodyBytesMax);
    if (services_.is_stopping) {
        co_return std::nullopt;
    }
    is_idle_ = buffer_.size() == 0;
    stream_.expires_after(limits::kHttpReadTimeout);
    const auto [error, bytes] = co_await beast::http::async_read(stream_, buffer_, parser, async::use_task_tuple);
    is_idle_ = false;
    stream_.expires_never();
    if (!error) {
        co_return parser.release();
    }
    const bool is_too_large = error == beast::http::error::body_limit || error == beast::http::error::header_limit;
    if (is_too_large) {
        Request empty;
        empty.version(11);
        empty.keep_alive(false);
        Response refusal = make_text_response(empty, Status::payload_too_large, "the request is too large\n");
        co_await write(std::move(refusal));
    }
    co_return std::nullopt;
}

async::Task<Response> HttpConnection::answer(const Request& request, const Route& route) {
    switch (route.kind) {
        case Route::Kind::Health: co_return make_text_response(request, Status::ok, "alive\n");
        case Route::Kind::Ready: co_return co_await answer_ready(request);
        case Route::Kind::Description:
            co_return make_json_response(request, Status::ok, std::string(kDescription), "application/json");
        case Route::Kind::File: co_return make_file_response(request, services_.site.find(route.path));
        case Route::Kind::Nothing: co_return make_text_response(request, Status::not_found, "there is nothing here\n");
        default: break;
    }
    if (!is_from_allowed_page(request)) {
        ++services_.origins_refused;
        co_return make_text_response(request, Status::forbidden, "this page may not talk to this server\n");
    }
    if (services_.is_stopping) {
        co_return make_text_response(request, Status::service_unavailable, "shutting down\n");
    }
    co_return co_await answer_at_desk(request, route);
}

async::Task<Response> HttpConnection::answer_at_desk(const Request& request, const Route& route) {
    switch (route.kind) {
        case Route::Kind::Session:
        case Route::Kind::Sessions: co_return co_await answer_account_desk(here_, request, route);
        case Route::Kind::Invitation:
        case Route::Kind::Links:
        case Route::Kind::People:
        case Route::Kind::Audit: co_return co_await answer_link_desk(here_, request, route);
        case Route::Kind::Organisations:
        case Route::Kind::Code:
        case Route::Kind::Recover: co_return co_await answer_door_desk(here_, request, route);
        case Route::Kind::LoneCards:
        case Route::Kind::Authorship:
        case Route::Kind::Phase: co_return co_await answer_lone_desk(here_, request, route);
        case Route::Kind::Erasures: co_return co_await answer_erasure_desk(here_, request, route);
        case Route::Kind::Tables: co_return co_await answer_tables(here_, request, route);
        case Route::Kind::TablesNow: co_return co_await answer_tables_now(here_, request, route);
        case Route::Kind::Places: co_return answer_places(here_, request, route);
        case Route::Kind::StartAgain: co_return co_await answer_start_again(here_, request, route);
        case Route::Kind::Bookmarks: co_return co_await answer_bookmark_desk(here_, request, route);
        case Route::Kind::Tours: co_return co_await answer_tour_desk(here_, request, route);
        case Route::Kind::Cards:
        case Route::Kind::PastCards:
        case Route::Kind::History:
        case Route::Kind::Segment:
        case Route::Kind::Picture:
        case Route::Kind::Sheet:
        case Route::Kind::Film: co_return co_await answer_history(request, route, here_, stream_);
        case Route::Kind::Sync: co_return co_await answer_poll(request, route);
        case Route::Kind::WebSocket:
            co_return make_text_response(request, Status::upgrade_required, "this address speaks WebSocket\n");
        case Route::Kind::Health:
        case Route::Kind::Ready:
        case Route::Kind::Description:
        case Route::Kind::File:
        case Route::Kind::Nothing: break;
    }
    check_failed(__FILE__, __LINE__, "no desk");
}

async::Task<Response> HttpConnection::answer_poll(const Request& request, const Route& route) {
    if (request.method() != beast::http::verb::post) {
        co_return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    co_return co_await here_.polls().answer(request, route.board);
}

async::Task<Response> HttpConnection::answer_ready(const Request& request) {
    if (services_.is_stopping) {
        co_return make_text_response(request, Status::service_unavailable, "shutting down\n");
    }
    if (services_.has_failed) {
        co_return make_text_response(request, Status::service_unavailable, "the store has failed\n");
    }
    const Result<void> store = co_await here_.check_store();
    if (!store) {
        const std::string why = "the store cannot be written: " + std::string(error_name(store.error().code)) + "\n";
        co_return make_text_response(request, Status::service_unavailable, why);
    }
    co_return make_text_response(request, Status::ok, "ready\n");
}

async::Task<bool> HttpConnection::write(Response response) {
    const bool keep_alive = response.keep_alive();
    stream_.expires_after(limits::kWriteTimeout);
    const auto [error, bytes] = co_await beast::async_write(stream_, std::move(response), async::use_task_tuple);
    stream_.expires_never();
    co_return !error && keep_alive;
}

}  // namespace

async::Task<void> serve_http(Worker& here, std::unique_ptr<Handover> arrival) {
    HttpConnection connection(here, *arrival);
    std::optional<Request> first = std::move(arrival->request);
    arrival.reset();
    co_await connection.run(std::move(first));
}

}  // namespace atelier::http
