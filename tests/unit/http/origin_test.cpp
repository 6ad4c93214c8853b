// SPDX-License-Identifier: MIT
#include "server/http/origin.h"

#include "tests/support/catch.h"

using namespace atelier::http;

TEST_CASE("[W4] the server's own pages, configured ones and programs that are no browser may talk to it") {
    OriginPolicy policy;
    policy.allowed = {"https://ateliers.example.org"};
    struct Case {
        std::string origin;
        std::string host;
        bool allowed;
    };
    const std::vector<Case> cases = {
        {"", "localhost:8080", true},
        {"http://localhost:8080", "localhost:8080", true},
        {"https://localhost:8080", "localhost:8080", true},  // behind a proxy that ends TLS
        {"http://LOCALHOST:8080", "localhost:8080", true},
        {"http://board.example", "board.example", true},
        {"http://board.example:80", "board.example", true},
        {"https://board.example:443", "board.example", true},
        {"https://ateliers.example.org", "127.0.0.1:8080", true},
        {"HTTPS://Ateliers.Example.org:443", "127.0.0.1:8080", true},
        {"http://ateliers.example.org", "127.0.0.1:8080", false},
        {"https://ateliers.example.org:8443", "127.0.0.1:8080", false},
        {"https://ateliers.example.org.evil.example", "127.0.0.1:8080", false},
        {"https://evil.example/ateliers.example.org", "127.0.0.1:8080", false},
        {"http://localhost:8081", "localhost:8080", false},
        {"http://localhost", "localhost:8080", false},
        {"null", "localhost:8080", false},
        {"null", "null", false},
        {"localhost:8080", "localhost:8080", false},
        {"file://localhost:8080", "localhost:8080", false},
        {"http://", "", false},
    };
    for (const Case& one : cases) {
        CAPTURE(one.origin, one.host);
        CHECK(is_origin_allowed(one.origin, one.host, policy) == one.allowed);
    }
}

TEST_CASE("the origin of a URL is its scheme, host and port") {
    CHECK(origin_of_url("https://a.example:8443/x/y#z") == "https://a.example:8443");
    CHECK(origin_of_url("http://a.example") == "http://a.example");
    CHECK(origin_of_url("a.example").empty());
    CHECK(origin_of_url("").empty());
}
