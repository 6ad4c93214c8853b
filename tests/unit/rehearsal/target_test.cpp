// Join links as a native client reads them.
// SPDX-License-Identifier: MIT
#include "server/rehearsal/target.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace atelier;
using rehearsal::parse_join_link;

namespace {

const std::string kBoard = "84f17c89e8057e39cfd71d9c3c6563c8";
const std::string kRest = "/#b=" + kBoard + "&t=AjnlzvijAQAA";

}  // namespace

TEST_CASE("a join link says where to go, over TLS or not, and with which token") {
    const auto plain = parse_join_link("http://localhost:18080" + kRest);
    REQUIRE(plain);
    CHECK(plain->target.host == "localhost");
    CHECK(plain->target.port == 18080);
    CHECK_FALSE(plain->target.tls);
    CHECK(plain->target.origin == "http://localhost:18080");
    CHECK(plain->target.board.text() == kBoard);
    CHECK(plain->target.path() == "/api/v1/boards/" + kBoard + "/ws");
    CHECK(plain->token == "AjnlzvijAQAA");

    const auto secure = parse_join_link("https://atelier.example.org" + kRest);
    REQUIRE(secure);
    CHECK(secure->target.tls);
    CHECK(secure->target.port == 443);
    CHECK(secure->target.authority() == "atelier.example.org");
    CHECK(secure->target.origin == "https://atelier.example.org");

    const auto screen = parse_join_link("https://[2001:db8::1]:8443/ecran#t=x&b=" + kBoard);
    REQUIRE(screen);
    CHECK(screen->target.host == "2001:db8::1");
    CHECK(screen->target.authority() == "[2001:db8::1]:8443");
    CHECK(screen->token == "x");
}

TEST_CASE("what is no join link is refused, whatever is missing") {
    const std::vector<std::string> broken = {
        "",
        "localhost" + kRest,
        "ftp://localhost" + kRest,
        "http://" + kRest,
        "http://localhost",
        "http://localhost/",
        "http://localhost#",
        "http://localhost:0" + kRest,
        "http://localhost:70000" + kRest,
        "http://localhost:80x" + kRest,
        "http://localhost:" + kRest,
        "http://[::1" + kRest,
        "http://[]" + kRest,
        "http://localhost/#b=" + kBoard,
        "http://localhost/#b=" + kBoard + "&t=",
        "http://localhost/#t=AjnlzvijAQAA",
        "http://localhost/#b=84f1&t=AjnlzvijAQAA",
    };
    for (const std::string& link : broken) {
        CAPTURE(link);
        const auto read = parse_join_link(link);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::Malformed);
        CHECK(read.error().detail.find("AjnlzvijAQAA") == std::string::npos);
    }
}
