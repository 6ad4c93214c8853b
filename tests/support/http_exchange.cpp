// SPDX-License-Identifier: MIT
#include "tests/support/http_exchange.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <cctype>

namespace atelier::test {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using Error = boost::system::error_code;

net::ip::tcp::socket connect(net::io_context& context, std::uint16_t port, Error& error) {
    net::ip::tcp::socket socket(context);
    const net::ip::tcp::endpoint endpoint(net::ip::address_v4::loopback(), port);
    socket.connect(endpoint, error);
    return socket;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return text;
}

}  // namespace

HttpAnswer exchange(std::uint16_t port, const HttpRequest& request) {
    net::io_context context;
    Error error;
    HttpAnswer answer;
    auto socket = connect(context, port, error);
    if (error) {
        return answer;
    }
    http::request<http::string_body> message;
    message.version(11);
    message.method_string(request.method);
    message.target(request.target);
    message.set(http::field::host, "127.0.0.1:" + std::to_string(port));
    message.set(http::field::connection, "close");
    for (const auto& [name, value] : request.headers) {
        message.set(name, value);
    }
    message.body() = request.body;
    message.prepare_payload();
    http::write(socket, message, error);  // a server that has heard enough may close early and still answer
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(socket, buffer, response, error);
    if (error) {
        return answer;
    }
    answer.status = response.result_int();
    for (const auto& field : response) {
        answer.headers[lower(std::string(field.name_string()))] = std::string(field.value());
    }
    answer.body = std::move(response.body());
    return answer;
}

Bytes exchange_raw(std::uint16_t port, const Bytes& bytes) {
    net::io_context context;
    Error error;
    auto socket = connect(context, port, error);
    if (error) {
        return {};
    }
    net::write(socket, net::buffer(bytes), error);
    socket.shutdown(net::ip::tcp::socket::shutdown_send, error);
    Bytes answer;
    net::read(socket, net::dynamic_buffer(answer), error);
    return answer;
}

}  // namespace atelier::test
