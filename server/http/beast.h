// The HTTP vocabulary of this folder: Beast's types on our executor.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/message_generator.hpp>
#include <boost/beast/http/string_body.hpp>

#include "server/async/task.h"

namespace atelier {

namespace beast = boost::beast;

}  // namespace atelier

namespace atelier::http {

using Tcp = net::ip::tcp;
using Socket = net::basic_stream_socket<Tcp, async::Executor>;
using Acceptor = net::basic_socket_acceptor<Tcp, async::Executor>;
using Stream = beast::basic_stream<Tcp, async::Executor, beast::unlimited_rate_policy>;
using Request = beast::http::request<beast::http::string_body>;
using Response = beast::http::message_generator;  // any body
using Field = beast::http::field;
using Status = beast::http::status;

}  // namespace atelier::http
