// SPDX-License-Identifier: MIT
#include "server/http/responses.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/span_body.hpp>

#include <utility>

namespace atelier::http {
namespace {

using beast::http::verb;

void set_file_headers(beast::http::fields& headers, const StaticFile& file, std::string_view encoding) {
    set_security_headers(headers);
    headers.set(Field::content_type, std::string(file.mime));
    headers.set(Field::cache_control, file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    headers.set(Field::etag, file.etag);
    headers.set(Field::vary, "Accept-Encoding");
    if (!encoding.empty()) {
        headers.set(Field::content_encoding, std::string(encoding));
    }
}

}  // namespace

void set_security_headers(beast::http::fields& headers) {
    headers.set("Content-Security-Policy", std::string(kContentSecurityPolicy));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
}

Response make_file_response(const Request& request, const StaticFile* file) {
    if (request.method() != verb::get && request.method() != verb::head) {
        return make_text_response(request, Status::method_not_allowed, "only GET and HEAD\n");
    }
    if (file == nullptr) {
        return make_text_response(request, Status::not_found, "there is nothing here\n");
    }
    const auto accepted = request[Field::accept_encoding];
    const Encoding encoding = choose_encoding(*file, std::string_view(accepted.data(), accepted.size()));
    const auto known = request[Field::if_none_match];
    const bool is_known = std::string_view(known.data(), known.size()) == file->etag;
    if (is_known || request.method() == verb::head) {
        beast::http::response<beast::http::empty_body> head(is_known ? Status::not_modified : Status::ok,
                                                            request.version());
        set_file_headers(head, *file, encoding.name);
        if (!is_known) {
            head.content_length(encoding.body->size());
        }
        head.keep_alive(request.keep_alive());
        return head;
    }
    beast::http::response<beast::http::span_body<const char>> response(Status::ok, request.version());
    set_file_headers(response, *file, encoding.name);
    response.body() = beast::span<const char>(encoding.body->data(), encoding.body->size());
    response.content_length(encoding.body->size());
    response.keep_alive(request.keep_alive());
    return response;
}

Response make_text_response(const Request& request, Status status, std::string_view text) {
    beast::http::response<beast::http::string_body> response(status, request.version());
    set_security_headers(response);
    response.set(Field::content_type, "text/plain; charset=utf-8");
    response.set(Field::cache_control, "no-store");
    if (status == Status::method_not_allowed) {
        response.set(Field::allow, "GET, HEAD");
    }
    response.keep_alive(request.keep_alive());
    if (request.method() == verb::head) {
        response.content_length(text.size());
    } else {
        response.body() = std::string(text);
        response.prepare_payload();
    }
    return response;
}

Response make_json_response(const Request& request, Status status, std::string text, std::string_view type,
                            const MoreHeaders& more) {
    beast::http::response<beast::http::string_body> response(status, request.version());
    set_security_headers(response);
    response.set(Field::content_type, type);
    response.set(Field::cache_control, "no-store");
    for (const auto& [name, value] : more) {
        response.set(name, value);
    }
    response.keep_alive(request.keep_alive());
    response.body() = std::move(text);
    response.prepare_payload();
    return response;
}

}  // namespace atelier::http
