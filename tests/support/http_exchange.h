// One HTTP request to a server on loopback, and its answer. Blocking.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "server/base/bytes.h"

namespace atelier::test {

struct HttpRequest {
    std::string method = "GET";
    std::string target = "/";
    std::map<std::string, std::string> headers;
    Bytes body;
};

struct HttpAnswer {
    unsigned status = 0;                         // 0 = the connection ended without an answer
    std::map<std::string, std::string> headers;  // names in lower case
    Bytes body;
};

HttpAnswer exchange(std::uint16_t port, const HttpRequest& request);
inline HttpAnswer get(std::uint16_t port, const std::string& target) {
    HttpRequest request;
    request.target = target;
    return exchange(port, request);
}
// Sends these bytes as they are, closes the sending side, and returns all that comes back.
Bytes exchange_raw(std::uint16_t port, const Bytes& bytes);

}  // namespace atelier::test
