// SPDX-License-Identifier: MIT
#include "server/http/long_poll_body.h"

#include "tests/support/catch.h"

using namespace atelier;

TEST_CASE("[W2] frames come out of a body as they went in") {
    Bytes body;
    const std::vector<Bytes> frames{"", "a", Bytes(127, 'b'), Bytes(128, 'c'), Bytes(70'000, 'd')};
    for (const Bytes& frame : frames) {
        http::append_entry(body, frame);
    }
    const auto split = http::split_entries(body);
    REQUIRE(split);
    CHECK(std::vector<Bytes>(split->begin(), split->end()) == frames);
    CHECK(http::split_entries("")->empty());
}

TEST_CASE("[W2] a body that is cut short anywhere, or has a length that is none, is malformed") {
    Bytes body;
    http::append_entry(body, Bytes(200, 'x'));
    for (std::size_t length = 1; length < body.size(); ++length) {
        CAPTURE(length);
        const auto split = http::split_entries(BytesView(body).substr(0, length));
        REQUIRE_FALSE(split);
        CHECK(split.error().code == ErrorCode::Malformed);
    }
    CHECK_FALSE(http::split_entries(Bytes(6, '\xff')));
}
