// SPDX-License-Identifier: MIT
#include "server/http/long_poll_body.h"
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/poll_client.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

namespace {

struct Place {
    Place() {
        address.port = server.port();
        address.board = instance.board();
        sync.method = "POST";
        sync.target = "/api/v1/boards/" + instance.board().text() + "/sync";
    }
    test::Instance instance;
    test::ServerProcess server{instance.data(), {"--threads", "2"}};
    test::Address address;
    test::HttpRequest sync;
};

}  // namespace

TEST_CASE("[W2] a client over long-poll writes and reads on the same board as one over WebSocket") {
    Place place;
    boost::asio::io_context context;
    test::WsClient socket(context, place.address, place.instance.token(), 1);
    socket.connect();
    REQUIRE(run_until(context, [&] { return socket.is_live(); }));
    test::PollClient poll(place.address, place.instance.token(), 2);
    REQUIRE(poll.exchange_until(OpSeq{0}));
    const auto card = poll.session().add_card(board::CardKind::Need, "par la petite porte");
    REQUIRE(card);
    REQUIRE(poll.exchange_until(OpSeq{1}));
    CHECK(poll.session().mark(*card) == client::Mark::Kept);
    REQUIRE(run_until(context, [&] { return socket.session().board().find(*card) != nullptr; }));
    REQUIRE(socket.session().edit_text(*card, 0, 0, "vu "));
    socket.pump();
    REQUIRE(run_until(context, [&] { return socket.session().pending_ops() == 0; }));
    REQUIRE(poll.exchange_until(OpSeq{2}));
    CHECK(poll.session().board().shared_hash() == socket.session().board().shared_hash());
}

TEST_CASE("[W2] the first request must start with Hello") {
    Place place;
    SECTION("nothing at all") {}
    SECTION("garbage") {
        http::append_entry(place.sync.body, "\xff\xff");
    }
    SECTION("a body that is cut short") {
        place.sync.body = "\x7f";
    }
    const test::HttpAnswer answer = test::exchange(place.server.port(), place.sync);
    CHECK(answer.status == 200);
    CHECK(answer.headers.at("atelier-close") == "1008");
    const auto frames = http::split_entries(answer.body);
    REQUIRE(frames);
    CHECK(frames->size() == 1);
}

TEST_CASE("[W2] a session that does not exist, or is of another board, is gone") {
    Place place;
    place.sync.headers["Atelier-Session"] = "0123456789abcdef0123456789abcdef";
    CHECK(test::exchange(place.server.port(), place.sync).status == 410);
}

TEST_CASE("[W4] long-poll asks for the origin as WebSocket does") {
    Place place;
    place.sync.headers["Origin"] = "https://evil.example";
    CHECK(test::exchange(place.server.port(), place.sync).status == 403);
}

TEST_CASE("[W3] a body over the bound is refused and the server goes on") {
    Place place;
    place.sync.body = Bytes(1'000'000, 'x');
    const unsigned status = test::exchange(place.server.port(), place.sync).status;
    CHECK((status == 413 || status == 0));  // 0: it closed while the rest was still being sent
    CHECK(test::get(place.server.port(), "/healthz").status == 200);
}

TEST_CASE("[W22] a server that stops answers who waits") {
    Place place;
    test::PollClient poll(place.address, place.instance.token(), 2);
    REQUIRE(poll.exchange_until(OpSeq{0}));
    place.server.terminate();
    CHECK(place.server.wait() == 0);
}
