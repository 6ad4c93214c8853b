// SPDX-License-Identifier: MIT
#include "server/http/metrics_listener.h"

#include <boost/asio/post.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <utility>

#include "server/async/log.h"
#include "server/base/limits.h"
#include "server/http/listener.h"
#include "server/http/responses.h"

namespace atelier::http {
namespace {

constexpr auto kPause = std::chrono::seconds(1);  // after an accept that failed, for want of descriptors say

}  // namespace

MetricsListener::MetricsListener(Render render)
    : render_(std::move(render)),
      acceptor_(context_.get_executor()),
      tasks_(context_.get_executor(), "metrics") {}

Result<std::unique_ptr<MetricsListener>> MetricsListener::open(const std::string& address, std::uint16_t port,
                                                               Render render) {
    std::unique_ptr<MetricsListener> self(new MetricsListener(std::move(render)));
    ATELIER_TRY_ASSIGN(Acceptor acceptor, open_acceptor(self->context_.get_executor(), address, port));
    self->acceptor_ = std::move(acceptor);
    boost::system::error_code ignored;
    self->port_ = self->acceptor_.local_endpoint(ignored).port();
    self->tasks_.spawn("listener", listen(*self));
    self->thread_.emplace(self->context_, "metrics");
    return self;
}

MetricsListener::~MetricsListener() {
    net::post(context_, [this] {
        is_stopping_ = true;
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        tasks_.cancel();
    });
}

async::Task<void> MetricsListener::listen(MetricsListener& self) {
    async::Timer pause(self.context_.get_executor());
    while (!self.is_stopping_) {
        Socket socket(self.context_.get_executor());
        const auto [error] = co_await self.acceptor_.async_accept(socket, async::use_task_tuple);
        if (!error && self.tasks_.size() <= kReadersMax) {  // one of the tasks is this one
            self.tasks_.spawn("reader", serve(self, std::move(socket)));
        } else if (error && !self.is_stopping_) {
            log::warn("metrics_accept_paused", {{"why", error.message()}});
            pause.expires_after(kPause);
            co_await pause.async_wait(async::use_task_tuple);
        }
    }
}

async::Task<void> MetricsListener::serve(MetricsListener& self, Socket socket) {
    Stream stream(std::move(socket));
    beast::flat_buffer buffer;
    bool is_open = true;
    while (is_open && !self.is_stopping_) {
        beast::http::request_parser<beast::http::string_body> parser;
        parser.header_limit(static_cast<std::uint32_t>(limits::kHttpHeaderBytesMax));
        parser.body_limit(0);
        stream.expires_after(limits::kHttpReadTimeout);
        const auto [error, read] = co_await beast::http::async_read(stream, buffer, parser, async::use_task_tuple);
        if (error) {
            break;
        }
        Response response = self.answer(parser.get());
        is_open = response.keep_alive();
        stream.expires_after(limits::kWriteTimeout);
        const auto [failed, written] = co_await beast::async_write(stream, std::move(response), async::use_task_tuple);
        is_open = is_open && !failed;
    }
    boost::system::error_code ignored;
    stream.socket().shutdown(Tcp::socket::shutdown_send, ignored);
}

Response MetricsListener::answer(const Request& request) const {
    if (request.target() != "/metrics") {
        return make_text_response(request, Status::not_found, "there is /metrics here\n");
    }
    const bool is_head = request.method() == beast::http::verb::head;
    if (!is_head && request.method() != beast::http::verb::get) {
        return make_text_response(request, Status::method_not_allowed, "only GET and HEAD\n");
    }
    beast::http::response<beast::http::string_body> response(Status::ok, request.version());
    set_security_headers(response);
    response.set(Field::content_type, "text/plain; version=0.0.4; charset=utf-8");
    response.set(Field::cache_control, "no-store");
    response.keep_alive(request.keep_alive());
    std::string text = render_();
    response.content_length(text.size());
    if (!is_head) {
        response.body() = std::move(text);
    }
    return response;
}

}  // namespace atelier::http
